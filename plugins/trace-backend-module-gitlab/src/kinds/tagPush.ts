import { z } from 'zod';
import { facts, ignored, readPayload } from '@throughline/plugin-trace-node';
import { KindNormaliser } from '../result';
import { identifier, project, sha } from '../schemas';
import { tagFacts } from '../tag';

const TAG = 'refs/tags/';
/** Stands for no commit; one for each length of hash. */
const NO_COMMIT = /^0+$/;

const schema = z.object({
  ref: identifier,
  after: sha,
  /** Of an annotated tag the commit, where `after` is the tag itself. */
  checkout_sha: sha.nullish(),
  project,
});

/** `tag_push`: a tag made or moved; when, GitLab does not say. */
export const tagPush: KindNormaliser = (payload, { receivedAt }) => {
  const read = readPayload(schema, payload);
  if (!read.ref.startsWith(TAG) || read.ref === TAG) {
    return ignored('The push is not to a tag.');
  }
  if (NO_COMMIT.test(read.after)) {
    return ignored('A tag was deleted; what was built from it stays.');
  }
  return facts(
    ...tagFacts(read.project, {
      name: read.ref.slice(TAG.length),
      sha: read.checkout_sha ?? read.after,
      at: receivedAt,
    }),
  );
};
