import {
  ArtifactAttributes,
  artifactKey,
  Fact,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { Tag } from '../git/readState';

/** A tag, with what is known of it besides what stands in it. */
export interface HistoryTag extends Omit<Tag, 'object'> {
  /** ISO 8601: when it was seen to name another commit than before. */
  movedAt?: string;
}

/**
 * The fact that a tag is there, or that it was moved.
 *
 * The time of a move is when it was seen, since a tag can be moved to something
 * older. It does not say again that this is a tag, so that a release of that
 * name stays one.
 */
export function tagFact(repository: RepositoryName, tag: HistoryTag): Fact {
  const { name, commit, at, movedAt } = tag;
  const subject = artifactKey(repository, name);
  if (movedAt !== undefined) {
    return {
      subject,
      at: movedAt > at ? movedAt : at,
      attributes: { sha: commit, publishedAt: at },
    };
  }
  const attributes: ArtifactAttributes = {
    subtype: 'tag',
    tag: name,
    sha: commit,
    publishedAt: at,
  };
  return { subject, at, attributes: { ...attributes } };
}
