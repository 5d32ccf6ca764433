import { queryGraphql } from '../../client';
import { hasMoreChecks } from '../payloads/checks';
import { commitFacts } from '../payloads/commit';
import { COMMITS, CommitsAnswer } from '../queries/commits';
import { readable } from '../queries/connection';
import { readChecks } from './checks';
import { withinHorizon } from './horizon';
import { NormalisedPage } from './normalised';
import { Page, PageRequest, Resource } from './types';

async function readCommits(request: PageRequest): Promise<Page> {
  const { client, owner, name, repository, since } = request;
  const { data, refused } = await queryGraphql<CommitsAnswer>(
    client,
    COMMITS,
    { owner, name, first: request.size, after: request.cursor, since },
    request.retries,
  );
  const history = data.repository?.defaultBranchRef?.target?.history;
  if (!history) return { facts: [], next: undefined, seen: 0, refused };
  // GitHub has cut it already, by the same time.
  const { items, next } = withinHorizon(history, '1970-01-01', () => since);
  const page = new NormalisedPage(request.settings, request.payload);
  for (const commit of items) {
    const { oid: sha } = commit;
    page.item(`Commit ${sha.slice(0, 7)}`, () => {
      readChecks(commit, { sha }, repository, page);
      return commitFacts(repository, commit, { onDefaultBranch: true });
    });
  }
  return {
    facts: page.facts,
    next,
    seen: items.length,
    total: history.totalCount,
    refused,
    unread: page.unread,
    limits: items
      .filter(hasMoreChecks)
      .map(({ oid }) => ({ limit: 'checks', of: oid.slice(0, 7) })),
    direct: items
      .filter(
        ({ associatedPullRequests, parents }) =>
          associatedPullRequests?.totalCount === 0 &&
          readable(parents).length < 2,
      )
      .map(({ oid, committedDate }) => ({ sha: oid, at: committedDate })),
  };
}

/** The default branch, with the checks of its commits. */
export const commits: Resource = {
  title: 'Commits',
  permission: 'contents: read',
  without: 'commits of the default branch, and so what a deployment brought',
  sized: true,
  firstPage: 10,
  // By their own time: what is pushed today may have been made days ago.
  overlapDays: 7,
  readPage: readCommits,
};
