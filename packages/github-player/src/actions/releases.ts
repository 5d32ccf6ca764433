import { Account, Release, Tag } from '../model/types';
import { latest } from '../model/time';
import { Place } from './Place';

/** Puts a tag on a commit. */
export function addTag(
  { repository, dice }: Place,
  wanted: {
    name: string;
    sha: string;
    by: Account;
    at: string;
    annotation?: string;
  },
): Tag {
  const { name, sha, by, at, annotation } = wanted;
  const tag: Tag = { name, sha, by, at };
  if (annotation) tag.annotation = { sha: dice.hash(), message: annotation };
  repository.tags.push(tag);
  repository.pushedAt = latest(repository.pushedAt, at);
  return tag;
}

/** Publishes a release of a tag. */
export function publishRelease(
  { organisation, repository }: Place,
  wanted: { tag: Tag; by: Account; at: string; prerelease?: boolean },
): Release {
  const { tag, by, at, prerelease = false } = wanted;
  const release: Release = {
    id: organisation.nextId(),
    tag: tag.name,
    name: `Release ${tag.name}`,
    body: 'Made up.',
    draft: false,
    prerelease,
    author: by,
    createdAt: tag.at,
    publishedAt: at,
  };
  repository.releases.push(release);
  return release;
}
