import { z } from 'zod';
import { facts, readPayload } from '@throughline/plugin-trace-node';
import { DEPLOYMENT_STATES, deploymentFacts } from '../deployment';
import { KindNormaliser } from '../result';
import { id, identifier, instant, pageAddress, project } from '../schemas';

const schema = z.object({
  deployment_id: id,
  status: z.enum(
    Object.keys(DEPLOYMENT_STATES) as Array<keyof typeof DEPLOYMENT_STATES>,
  ),
  status_changed_at: instant,
  environment: identifier,
  environment_tier: identifier.nullish(),
  deployable_url: pageAddress,
  ref: identifier.nullish(),
  commit_url: z.string().nullish(),
  project,
});

/** The hash is nowhere else in full. */
const COMMIT_PAGE = /\/commit\/([0-9a-f]{64}|[0-9a-f]{40})$/;

/** `deployment`: something is to run somewhere, and how that goes. */
export const deployment: KindNormaliser = payload => {
  const read = readPayload(schema, payload);
  return facts(
    ...deploymentFacts(read.project, {
      id: read.deployment_id,
      status: read.status,
      at: read.status_changed_at,
      createdAt: undefined,
      environment: read.environment,
      tier: read.environment_tier ?? undefined,
      sha: COMMIT_PAGE.exec(read.commit_url ?? '')?.[1],
      ref: read.ref ?? undefined,
      url: read.deployable_url,
    }),
  );
};
