import { linesOf } from '../model/lines';
import { ChangedFile, Commit, Repository } from '../model/types';
import { Links } from '../server/Links';
import { accountShape } from './account';

/** The hash of a commit's tree, which the player does not keep. */
function treeOf(commit: Commit): string {
  return [...commit.sha].reverse().join('');
}

/** A commit as lists give it. */
export function commitShape(
  repository: Repository,
  commit: Commit,
  links: Links,
) {
  const { sha, author } = commit;
  const url = links.rest(repository, `/commits/${sha}`);
  const account = author.account ? accountShape(author.account, links) : null;
  const by = (date: string) => ({
    name: author.name,
    email: author.email,
    date,
  });
  return {
    sha,
    node_id: `C_${repository.id}_${sha}`,
    commit: {
      author: by(commit.authoredAt),
      committer: by(commit.committedAt),
      message: commit.message,
      tree: {
        sha: treeOf(commit),
        url: links.rest(repository, `/git/trees/${treeOf(commit)}`),
      },
      url: links.rest(repository, `/git/commits/${sha}`),
      comment_count: 0,
    },
    url,
    html_url: links.page(repository, `/commit/${sha}`),
    comments_url: `${url}/comments`,
    author: account,
    committer: account,
    parents: commit.parents.map(parent => ({
      sha: parent,
      url: links.rest(repository, `/commits/${parent}`),
      html_url: links.page(repository, `/commit/${parent}`),
    })),
  };
}

/** A file of a commit or of a pull request. */
export function fileShape(
  repository: Repository,
  sha: string,
  file: ChangedFile,
  links: Links,
) {
  const path = encodeURIComponent(file.path);
  return {
    sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: links.page(repository, `/blob/${sha}/${path}`),
    raw_url: links.page(repository, `/raw/${sha}/${path}`),
    contents_url: links.rest(repository, `/contents/${path}?ref=${sha}`),
  };
}

/** A commit with what it changed. */
export function fullCommitShape(
  repository: Repository,
  commit: Commit,
  links: Links,
) {
  const { additions, deletions } = linesOf(commit.files);
  return {
    ...commitShape(repository, commit, links),
    stats: { additions, deletions, total: additions + deletions },
    files: commit.files.map(it => fileShape(repository, commit.sha, it, links)),
  };
}

/** A commit within a check suite or a run. */
export function simpleCommitShape(commit: Commit) {
  const { author } = commit;
  const person = { name: author.name, email: author.email };
  return {
    id: commit.sha,
    tree_id: treeOf(commit),
    message: commit.message,
    timestamp: commit.committedAt,
    author: person,
    committer: person,
  };
}
