import { z } from 'zod';
import { facts, ignored, readPayload } from '@throughline/plugin-trace-node';
import { releaseFacts, releaseSchema } from '../release';
import { KindNormaliser, latest } from '../result';
import { identifier, project } from '../schemas';

const schema = releaseSchema.extend({ project });

/** `release`: an artifact, once it is released. */
export const release: KindNormaliser = (payload, { receivedAt }) => {
  const { action } = readPayload(z.object({ action: identifier }), payload);
  if (action === 'delete') {
    return ignored(
      'A release was deleted; its tag and what was built from it stay.',
    );
  }
  if (action !== 'create' && action !== 'update') {
    return ignored(`A release's action "${action}" is nothing we follow.`);
  }
  const read = readPayload(schema, payload);
  if (read.released_at > receivedAt) {
    return ignored(
      'It is to be released later: until then nothing is published.',
    );
  }
  const begun = latest(read.created_at, read.released_at);
  const at = action === 'update' ? latest(begun, receivedAt) : begun;
  return facts(...releaseFacts(read.project, read, at));
};
