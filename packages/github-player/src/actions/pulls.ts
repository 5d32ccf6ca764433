import { Account, ChangedFile, PullRequest, Review } from '../model/types';
import { filesOf } from '../model/files';
import { latest } from '../model/time';
import { addCommit, pushCommits } from './commits';
import { nextNumber, Place, required } from './Place';

/** Commits of one push to a head branch. */
export interface NewCommits {
  by: Account;
  at: string;
  messages: string[];
  /** Those of each commit; one made-up file by default. */
  files?: ChangedFile[][];
}

function someFile({ dice }: Place, message: string): ChangedFile[] {
  const name = message
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30);
  return [
    {
      path: `src/${dice.pick(['api', 'pages', 'store'])}/${name}.ts`,
      status: dice.happens(0.3) ? 'added' : 'modified',
      additions: dice.between(1, 80),
      deletions: dice.between(0, 20),
    },
  ];
}

function grow(place: Place, tip: string, commits: NewCommits): string[] {
  let parent = tip;
  return commits.messages.map((message, index) => {
    const { sha } = addCommit(place, {
      message,
      by: commits.by,
      at: commits.at,
      parents: [parent],
      files: commits.files?.[index] ?? someFile(place, message),
    });
    parent = sha;
    return sha;
  });
}

/** Something happened to a pull request. */
function touch(place: Place, pull: PullRequest, at: string) {
  pull.updatedAt = latest(pull.updatedAt, at);
  place.repository.updatedAt = latest(place.repository.updatedAt, at);
}

/** What a new pull request is made of. */
export interface NewPullRequest extends NewCommits {
  title: string;
  body?: string;
  branch?: string;
  draft?: boolean;
  labels?: string[];
  requestedReviewers?: Account[];
}

/** Pushes a new branch and opens a pull request of it. */
export function openPull(place: Place, wanted: NewPullRequest): PullRequest {
  const { organisation, repository } = place;
  const number = nextNumber(place);
  const baseSha = required(
    repository.branches.get(repository.defaultBranch),
    'default branch',
  );
  const commits = grow(place, baseSha, wanted);
  const headBranch = wanted.branch ?? `change-${number}`;
  pushCommits(place, headBranch, commits, wanted.by, wanted.at);
  const pull: PullRequest = {
    id: organisation.nextId(),
    number,
    title: wanted.title,
    body: wanted.body,
    state: 'open',
    draft: wanted.draft ?? false,
    openedAsDraft: wanted.draft ?? false,
    author: wanted.by,
    headBranch,
    headSha: commits.at(-1)!,
    baseBranch: repository.defaultBranch,
    baseSha,
    createdAt: wanted.at,
    updatedAt: wanted.at,
    labels: wanted.labels ?? [],
    askedReviewers: wanted.requestedReviewers ?? [],
    requestedReviewers: wanted.requestedReviewers ?? [],
    reviews: [],
    commits,
    pushes: [],
    readyForReview: [],
    files: filesOf(repository, commits),
  };
  repository.pulls.push(pull);
  touch(place, pull, wanted.at);
  return pull;
}

/** Pushes more commits to the head branch. */
export function pushToPull(
  place: Place,
  pull: PullRequest,
  wanted: NewCommits,
): void {
  const commits = grow(place, pull.headSha, wanted);
  pull.pushes.push(
    pushCommits(place, pull.headBranch, commits, wanted.by, wanted.at),
  );
  pull.commits.push(...commits);
  pull.headSha = commits.at(-1)!;
  pull.files = filesOf(place.repository, pull.commits);
  touch(place, pull, wanted.at);
}

/** Makes a draft ready for review. */
export function readyPull(place: Place, pull: PullRequest, at: string): void {
  pull.draft = false;
  pull.readyForReview.push({ id: place.organisation.nextId(), at });
  touch(place, pull, at);
}

/** Adds a verdict on the present head. */
export function reviewPull(
  place: Place,
  pull: PullRequest,
  review: { by: Account; at: string; state: Review['state']; body?: string },
): Review {
  const made: Review = {
    id: place.organisation.nextId(),
    by: review.by,
    state: review.state,
    body: review.body ?? '',
    commit: pull.headSha,
    submittedAt: review.at,
  };
  pull.reviews.push(made);
  pull.requestedReviewers = pull.requestedReviewers.filter(
    it => it.id !== review.by.id,
  );
  touch(place, pull, review.at);
  return made;
}

/** Closes a pull request without merging it. */
export function closePull(place: Place, pull: PullRequest, at: string): void {
  pull.state = 'closed';
  pull.closedAt = at;
  touch(place, pull, at);
}
