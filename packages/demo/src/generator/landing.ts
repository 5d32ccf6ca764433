import { OWNER } from '../organisation/repositories';
import { Login } from './payloads/common';
import { PullRequest } from './payloads/pullRequest';
import { Commit } from './payloads/push';

/** How a pull request is merged. */
export type MergeMethod = 'squash' | 'merge' | 'rebase';

const CO_AUTHOR = /^Co-authored-by: .*$/gim;

function union(commits: Commit[], list: 'added' | 'modified' | 'removed') {
  return [...new Set(commits.flatMap(commit => commit[list]))];
}

/**
 * What a merge leaves on `main`, oldest first: one commit (squash), a copy of
 * each (rebase), or the commits themselves and one that joins them (merge).
 */
export function landingCommits(
  method: MergeMethod,
  pull: PullRequest,
  commits: Commit[],
  merged: { at: number; by: Login; hash(text: string): string },
): Commit[] {
  if (method === 'rebase') {
    return commits.map((commit, index) => ({
      ...commit,
      sha: merged.hash(`rebased/${index}`),
    }));
  }
  const everything = {
    added: union(commits, 'added'),
    modified: union(commits, 'modified'),
    removed: union(commits, 'removed'),
    authoredAt: merged.at,
  };
  if (method === 'squash') {
    const trailers = new Set(
      commits.flatMap(({ message }) => message.match(CO_AUTHOR) ?? []),
    );
    const list = commits.map(({ message }) => `* ${message.split('\n', 1)[0]}`);
    const parts = [`${pull.title} (#${pull.number})`];
    if (pull.body.startsWith('Reverts ')) parts.push(pull.body);
    else if (commits.length > 1) parts.push(list.join('\n'));
    if (trailers.size > 0) parts.push([...trailers].join('\n'));
    return [
      {
        ...everything,
        sha: merged.hash('squashed'),
        message: parts.join('\n\n'),
        author: pull.author,
      },
    ];
  }
  const joining: Commit = {
    ...everything,
    sha: merged.hash('merged'),
    message: `Merge pull request #${pull.number} from ${OWNER}/${pull.branch}\n\n${pull.title}`,
    author: merged.by,
  };
  return [...commits, joining];
}
