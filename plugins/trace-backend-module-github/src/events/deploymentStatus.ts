import {
  deploymentKey,
  DeploymentStatusAttributes,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { facts, member, readPayload } from '@throughline/plugin-trace-node';
import { deploymentFact, deploymentSchema } from '../deploymentFact';
import { EventNormaliser } from '../result';
import { instant, optionalPageAddress, repository } from '../schemas';

const STATES = {
  queued: 'queued',
  pending: 'queued',
  waiting: 'waiting',
  in_progress: 'running',
  success: 'success',
  failure: 'failure',
  error: 'failure',
  inactive: 'inactive',
} as const satisfies Record<string, DeploymentStatusAttributes['state']>;

const RANKS: Record<DeploymentStatusAttributes['state'], number> = {
  queued: 0,
  waiting: 1,
  running: 2,
  success: 3,
  failure: 3,
  inactive: 4,
};

const schema = z.object({
  deployment_status: z.object({
    state: z.enum(Object.keys(STATES) as Array<keyof typeof STATES>),
    created_at: instant,
    log_url: optionalPageAddress,
    target_url: optionalPageAddress,
  }),
  deployment: deploymentSchema,
  repository,
});

/** `deployment_status`: how a deployment goes, with the deployment itself. */
export const deploymentStatus: EventNormaliser = payload => {
  const {
    deployment_status: status,
    deployment,
    repository: of,
  } = readPayload(schema, payload);
  const state = STATES[status.state];
  return facts(
    deploymentFact(of, deployment),
    member<DeploymentStatusAttributes>(
      deploymentKey(of.name, deployment.id),
      status.created_at,
      // Not by its id, which GitHub's GraphQL does not give.
      `status:${status.created_at}:${status.state}`,
      {
        state,
        at: status.created_at,
        url: status.log_url ?? status.target_url,
      },
      RANKS[state],
    ),
  );
};
