import {
  ArtifactAttributes,
  artifactKey,
  Fact,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { Tag } from '../git/readState';

/** The fact that a tag is there. */
export function tagFact(tag: Tag, repository: RepositoryName): Fact {
  const attributes: ArtifactAttributes = {
    subtype: 'tag',
    tag: tag.name,
    sha: tag.commit,
    publishedAt: tag.at,
  };
  return {
    subject: artifactKey(repository, tag.name),
    at: tag.at,
    attributes: { ...attributes },
  };
}

/**
 * The fact that a tag names another commit than before. Its time is when that
 * was seen, since a tag can be moved to something older. It does not say again
 * that this is a tag, so that a release of that name stays one.
 */
export function movedTagFact(
  tag: Tag,
  repository: RepositoryName,
  seenAt: string,
): Fact {
  return {
    subject: artifactKey(repository, tag.name),
    at: seenAt > tag.at ? seenAt : tag.at,
    attributes: { sha: tag.commit, publishedAt: tag.at },
  };
}
