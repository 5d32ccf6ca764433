import {
  ArtifactAttributes,
  artifactKey,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import {
  fact,
  facts,
  ignored,
  readPayload,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { EventNormaliser } from '../result';
import {
  identifier,
  instant,
  optionalPageAddress,
  prose,
  readAction,
  repository,
  sha,
} from '../schemas';

const schema = z.object({
  release: z.object({
    tag_name: identifier,
    name: prose(200).nullish(),
    html_url: optionalPageAddress,
    target_commitish: z.string().nullish(),
    prerelease: z.boolean().default(false),
    published_at: instant,
    updated_at: instant.nullish(),
  }),
  repository,
});

const draftSchema = z.object({
  release: z.object({ draft: z.boolean().default(false) }),
});

/** Which of two reports of one second is the later one. */
const RANKS = new Map([
  ['published', 0],
  ['prereleased', 1],
  ['edited', 2],
  ['released', 3],
]);

const IGNORED: Record<string, string> = {
  created: 'A release that was created is reported again when it is published.',
  deleted: 'A release was deleted; its tag and what was built from it stay.',
  unpublished: 'A release was withdrawn; its tag stays.',
};

/**
 * `release`
 *
 * `target_commitish` only says where a tag would be made that is not there yet,
 * and mostly names a branch. So it counts as long as nothing says what the tag
 * really is on, and only when it is a hash.
 */
export const release: EventNormaliser = payload => {
  const action = readAction(payload);
  const rank = RANKS.get(action);
  if (rank === undefined) {
    return ignored(
      Object.hasOwn(IGNORED, action)
        ? IGNORED[action]
        : `A release being "${action}" is nothing we follow.`,
    );
  }
  if (readPayload(draftSchema, payload).release.draft) {
    return ignored('A draft of a release: nothing is published yet.');
  }
  const { release: read, repository: of } = readPayload(schema, payload);
  const key = artifactKey(of.name, read.tag_name);
  return facts(
    fact<ArtifactAttributes>(key, UNLESS_SAID_OTHERWISE, {
      sha: sha.safeParse(read.target_commitish).data,
    }),
    fact<ArtifactAttributes>(
      key,
      read.updated_at ?? read.published_at,
      {
        subtype: 'release',
        tag: read.tag_name,
        name: read.name || undefined,
        url: read.html_url,
        prerelease: read.prerelease,
        publishedAt: read.published_at,
      },
      rank,
    ),
  );
};
