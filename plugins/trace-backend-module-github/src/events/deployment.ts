import { z } from 'zod';
import { facts, readPayload } from '@throughline/plugin-trace-node';
import { deploymentFact, deploymentSchema } from '../deploymentFact';
import { EventNormaliser } from '../result';
import { repository } from '../schemas';

const schema = z.object({ deployment: deploymentSchema, repository });

/** `deployment`: something is to run somewhere. How it went comes apart. */
export const deployment: EventNormaliser = payload => {
  const read = readPayload(schema, payload);
  return facts(deploymentFact(read.repository, read.deployment));
};
