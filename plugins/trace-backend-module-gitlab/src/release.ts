import {
  ArtifactAttributes,
  artifactKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { fact, UNLESS_SAID_OTHERWISE } from '@throughline/plugin-trace-node';
import {
  identifier,
  instant,
  pageAddress,
  Project,
  prose,
  sha,
} from './schemas';

const MAX_NAME = 200;

/** A release, as webhooks and the API both give it. */
export const releaseFields = {
  name: prose(MAX_NAME).nullish(),
  created_at: instant,
  released_at: instant,
  commit: z.object({ id: sha }).nullish(),
};
/** The same with what the two call otherwise. */
export const releaseSchema = z.object({
  ...releaseFields,
  tag: identifier,
  url: pageAddress,
});

/**
 * What a release is.
 *
 * @param at - since when; GitLab does not say when one was edited
 */
export function releaseFacts(
  { name, url }: Project,
  release: z.output<typeof releaseSchema>,
  at: string,
): Fact[] {
  const key = artifactKey(name, release.tag);
  const tag = encodeURIComponent(release.tag);
  return [
    // A tag that is moved afterwards knows better.
    fact<ArtifactAttributes>(key, UNLESS_SAID_OTHERWISE, {
      sha: release.commit?.id,
    }),
    fact<ArtifactAttributes>(key, at, {
      subtype: 'release',
      tag: release.tag,
      name: release.name || undefined,
      url: release.url ?? `${url}/-/releases/${tag}`,
      publishedAt: release.released_at,
    }),
  ];
}
