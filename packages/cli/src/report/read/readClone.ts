import {
  Git,
  HistoryCommit,
  HistoryTag,
  readHistory,
} from '@throughline/git-history';
import {
  authorshipOfMessage,
  judgeAuthorship,
  mentionsOfMessage,
  RepositoryName,
  revertsOfMessage,
} from '@throughline/plugin-trace-common';
import { ReportChange, ReportPeriod, ReportRepository } from '../types';

/** Work that came out in the period may have begun this long before it. */
const LEAD_DAYS = 365;
const DAY = 86_400_000;
const BOT = /\[bot\]$/i;

const SEES_LITTLE =
  'Read from a clone alone: commits and tags. When a request was opened, its reviews and its checks are not in there, so a change begins with its first commit and waits in no review.';
const NO_TAGS =
  'It has no tag in this time, so nothing says when its changes were delivered.';

/**
 * The commits a commit on the mainline brought: itself, and for a merge what it
 * merged.
 */
function broughtBy(
  commit: HistoryCommit,
  commits: ReadonlyMap<string, HistoryCommit>,
  taken: Set<string>,
): HistoryCommit[] {
  const brought: HistoryCommit[] = [];
  const queue = commit.parents.slice(1);
  while (queue.length > 0) {
    const next = commits.get(queue.pop()!);
    if (next && !next.onMainline && !taken.has(next.sha)) {
      taken.add(next.sha);
      brought.push(next);
      queue.push(...next.parents);
    }
  }
  return brought;
}

/** The first tag's time by commit, for what tags reach. */
async function deliveredBy(
  git: Git,
  tags: HistoryTag[],
): Promise<Map<string, string>> {
  const delivered = new Map<string, string>();
  const ordered = [...tags].sort((a, b) => a.at.localeCompare(b.at));
  for (const [index, { commit, at }] of ordered.entries()) {
    const earlier = ordered.slice(0, index).map(tag => `^${tag.commit}`);
    const added = await git.lines(
      ['rev-list', '--stdin'],
      [commit, ...earlier].map(line => `${line}\n`).join(''),
    );
    // The first tag there is holds what was there before anybody tagged.
    if (index > 0) added.forEach(sha => delivered.set(sha, at));
  }
  return delivered;
}

function toChange(
  repository: RepositoryName,
  commit: HistoryCommit,
  brought: HistoryCommit[],
  delivered: ReadonlyMap<string, string>,
): ReportChange {
  // A merge's own message says nothing of how what it merges was written.
  const written = brought.length > 0 ? brought : [commit];
  const all = [commit, ...brought];
  const firstCommitAt = written
    .map(({ authoredAt }) => authoredAt)
    .reduce((a, b) => (a < b ? a : b));
  const paths = new Set(all.flatMap(one => one.paths));
  return {
    repository,
    label: commit.sha.slice(0, 7),
    written: judgeAuthorship(
      all.flatMap(({ message }) => authorshipOfMessage(message)),
    ),
    bot: written.every(({ authorName }) => BOT.test(authorName)),
    firstCommitAt,
    createdAt: firstCommitAt,
    draft: false,
    mergedAt: commit.committedAt,
    deliveredAt: delivered.get(commit.sha),
    paths: paths.size > 0 ? [...paths] : undefined,
    ticket: all.some(({ message }) =>
      mentionsOfMessage(message, repository).some(
        ({ verb }) => verb !== 'mentions',
      ),
    ),
    reverts: revertsOfMessage(commit.message, repository).length > 0,
  };
}

/**
 * Changes of a clone: each commit on the mainline of the default branch is one,
 * with what it merged. Tags deliver.
 *
 * @throws Error with a message for people, e.g. when git cannot read it
 */
export async function readClone(
  git: Git,
  repository: RepositoryName,
  period: ReportPeriod,
  branch?: string,
): Promise<ReportRepository> {
  const since = new Date(Date.parse(period.from) - LEAD_DAYS * DAY);
  const commits = new Map<string, HistoryCommit>();
  const tags: HistoryTag[] = [];
  const notes = [SEES_LITTLE];
  for await (const batch of readHistory(git, {
    defaultBranch: branch,
    since: since.toISOString(),
    onState({ shallow }) {
      if (shallow) {
        notes.push(
          'The clone is shallow, so only a part of the history is there.',
        );
      }
    },
  })) {
    batch.commits.forEach(commit => commits.set(commit.sha, commit));
    tags.push(...batch.tags);
  }
  const delivered = await deliveredBy(git, tags);
  const taken = new Set<string>();
  const changes = [...commits.values()]
    .filter(({ onMainline, onDefaultBranch }) => onMainline && onDefaultBranch)
    .map(commit =>
      toChange(
        repository,
        commit,
        broughtBy(commit, commits, taken),
        delivered,
      ),
    );
  const tagged = tags.some(({ at }) => at >= period.from && at <= period.to);
  if (!tagged) notes.push(NO_TAGS);
  return {
    name: repository,
    source: 'clone',
    changes,
    delivery: tagged ? 'tags' : 'none',
    notes,
  };
}
