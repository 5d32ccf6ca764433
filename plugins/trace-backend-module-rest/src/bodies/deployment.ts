import {
  DeploymentAttributes,
  deploymentKey,
  DeploymentStatusAttributes,
  Fact,
  soundsLikeProduction,
} from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import * as fields from '../request/fields';
import { notLater, said } from './said';

/** The earliest time: what it holds yields to whatever else is said. */
const UNLESS_SAID_OTHERWISE = '1970-01-01T00:00:00.000Z';

/** How far a deployment is in each state, for those said of one moment. */
const RANKS: Record<DeploymentStatusAttributes['state'], number> = {
  queued: 0,
  waiting: 1,
  running: 2,
  success: 3,
  failure: 3,
  inactive: 4,
};
const STATES = Object.keys(RANKS) as Array<keyof typeof RANKS>;

/** A body of type `deployment`. */
export const deploymentSchema = z.strictObject({
  type: z.literal('deployment'),
  deliveryId: fields.deliveryId.optional(),
  id: fields.id.optional(),
  repository: fields.repository,
  sha: fields.sha,
  environment: fields.identifier('the name of an environment'),
  production: fields.flag.optional(),
  service: fields.label('the name of a service').optional(),
  version: fields.label('a version').optional(),
  state: z.enum(STATES, `one of ${STATES.join(', ')}`).default('success'),
  at: fields.instant.optional(),
  url: fields.pageAddress.optional(),
});

function digestOf(parts: Array<string | undefined>): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map(part => part ?? '')))
    .digest('hex')
    .slice(0, 32);
}

/**
 * What a deployment is and how it went: the same registers of the same subject
 * as a forge's connector fills, so that one deployment that both report is one.
 *
 * @param receivedAt - stands for the time of one that does not say when it was,
 *   or says that it will be
 */
export function deploymentFacts(
  body: z.output<typeof deploymentSchema>,
  receivedAt: string,
): Fact[] {
  const { repository, sha, environment, service, version, state, url } = body;
  const at = notLater(body.at, receivedAt);
  const id = body.id ?? digestOf([environment, service, sha, version, at]);
  const subject = deploymentKey(repository, id);
  const deployment: Omit<DeploymentAttributes, 'createdAt'> = {
    sha,
    environment,
    production: body.production ?? soundsLikeProduction(environment),
    service,
    version,
    url,
  };
  const status: DeploymentStatusAttributes = { state, at, url };
  return [
    { subject, at, attributes: said(deployment) },
    {
      subject,
      at: UNLESS_SAID_OTHERWISE,
      // Of several states, the least advanced is nearest to the beginning.
      rank: -RANKS[state],
      attributes: { createdAt: at },
    },
    {
      subject,
      at,
      rank: RANKS[state],
      attributes: { [`status:${state}-${at}`]: said(status) },
    },
  ];
}
