import { commitFact, tagFact } from '@throughline/git-history';
import { Fact } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import * as fields from '../request/fields';

const MAX_MESSAGE = 1_048_576;
const MAX_NAME = 1_000;

/** How many commits, and how many tags, one body may hold. */
export const MAX_ITEMS = 1_000;

const commit = z.strictObject(
  {
    sha: fields.sha,
    parents: fields.list(fields.sha, 'hashes'),
    authorName: fields.prose(MAX_NAME),
    authoredAt: fields.instant,
    committedAt: fields.instant,
    message: fields.prose(MAX_MESSAGE),
    paths: fields.paths,
    pathsTruncated: fields.flag,
    onDefaultBranch: fields.flag,
    onMainline: fields.flag,
    writtenParents: fields.list(fields.sha, 'hashes').optional(),
  },
  'a commit',
);

const tag = z.strictObject(
  {
    name: fields.identifier('the name of a tag'),
    commit: fields.sha,
    at: fields.instant,
    movedAt: fields.instant.optional(),
  },
  'a tag',
);

/** A body of type `commits`: part of a history as a clone has it. */
export const commitsSchema = z.strictObject({
  type: z.literal('commits'),
  deliveryId: fields.deliveryId.optional(),
  repository: fields.repository,
  commits: fields
    .list(commit, 'commits')
    .max(MAX_ITEMS, `at most ${MAX_ITEMS} commits`)
    .default([]),
  tags: fields
    .list(tag, 'tags')
    .max(MAX_ITEMS, `at most ${MAX_ITEMS} tags`)
    .default([]),
});

/** The commits and tags, as the git module would have read them. */
export function historyFacts({
  repository,
  commits,
  tags,
}: z.output<typeof commitsSchema>): Fact[] {
  return [
    ...commits.map(record => commitFact(repository, record)),
    ...tags.map(record => tagFact(repository, record)),
  ];
}
