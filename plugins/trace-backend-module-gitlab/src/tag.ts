import {
  ArtifactAttributes,
  artifactKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { fact, UNLESS_SAID_OTHERWISE } from '@throughline/plugin-trace-node';
import { Project } from './schemas';

/** A tag, and the commit it is on. */
export function tagFacts(
  { name, url }: Project,
  tag: { name: string; sha: string; at: string },
): Fact[] {
  const key = artifactKey(name, tag.name);
  return [
    // A release of the tag says more.
    fact<ArtifactAttributes>(key, UNLESS_SAID_OTHERWISE, {
      subtype: 'tag',
      url: `${url}/-/tags/${encodeURIComponent(tag.name)}`,
      publishedAt: tag.at,
    }),
    fact<ArtifactAttributes>(key, tag.at, { tag: tag.name, sha: tag.sha }),
  ];
}
