import { hasMoreChecks } from '../payloads/checks';
import { commitFacts } from '../payloads/commit';
import { COMMITS, CommitsAnswer } from '../queries/commits';
import { readable } from '../queries/connection';
import { readChecks } from './checks';
import { readList } from './readList';
import { Page, PageRequest, Resource } from './types';

function readCommits(request: PageRequest): Promise<Page> {
  const { repository, since } = request;
  return readList(request, {
    query: COMMITS,
    variables: { since },
    listOf: (answer: CommitsAnswer) =>
      answer.repository?.defaultBranchRef?.target?.history,
    // GitHub has cut it already, by the same time.
    timeOf: () => since,
    read(commit, page) {
      const { oid: sha } = commit;
      page.item(`Commit ${sha.slice(0, 7)}`, () => {
        readChecks(commit, { sha }, repository, page);
        return commitFacts(repository, commit, { onDefaultBranch: true });
      });
    },
    besides: items => ({
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
    }),
  });
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
