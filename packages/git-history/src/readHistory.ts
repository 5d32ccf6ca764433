import { JsonObject } from '@backstage/types';
import { isDeepStrictEqual } from 'node:util';
import {
  Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  pendingTags,
} from './checkpoint';
import { HistoryCommit } from './facts/commitFact';
import { HistoryTag } from './facts/tagFact';
import { Git } from './git/Git';
import {
  CommitRange,
  countCommits,
  readCommits,
  readMainline,
  readWrittenParents,
} from './git/readCommits';
import {
  peelToCommits,
  readState,
  RepositoryState,
  Tag,
} from './git/readState';
import { readSamePatches, SamePatch } from './patches/readSamePatches';

/** How many commits, tags or pairs a batch has at most. */
export const BATCH_SIZE = 500;

/** A part of a history. */
export interface HistoryBatch {
  /** Every one after its parents. */
  commits: HistoryCommit[];
  tags: HistoryTag[];
  /** Pairs of commits that are the same patch, from both ends. */
  samePatches: SamePatch[];
  /** To go on from, once this batch is stored. */
  checkpoint: JsonObject;
  /** How many commits and tags have been read, in earlier runs as well. */
  done: number;
  total: number;
}

/** How a history is read. */
export interface ReadHistoryOptions {
  /**
   * The branch whose commits count as delivered; without it what `origin/HEAD`,
   * else `HEAD`, names.
   */
  defaultBranch?: string;
  /** What the last stored batch of an earlier run gave. */
  checkpoint?: JsonObject;
  /**
   * Commits that are left out, with everything they reach. A checkpoint does
   * not know of them: go on from one only with the same.
   */
  after?: string[];
  /** ISO 8601. Likewise what the default branch had before this. */
  since?: string;
  /**
   * Whether to look for commits that are the same patch. It takes the contents
   * of files, which a clone without blobs does not have.
   */
  patches?: boolean;
  /** Called with what a reader should know before the first batch. */
  onState?(state: { empty: boolean; shallow: boolean }): void;
}

function unique(items: Array<string | undefined>): string[] {
  return [...new Set(items.filter(item => item !== undefined))];
}

/** What there is, and how far it has been read. */
class Reading {
  private done = 0;
  private total = 0;
  private cutOff = new Map<string, string[]>();

  constructor(
    private readonly git: Git,
    private readonly state: RepositoryState,
    private readonly checkpoint: Checkpoint,
    private readonly after: string[],
  ) {}

  async *batches(): AsyncGenerator<HistoryBatch> {
    const { git, state, checkpoint, after } = this;
    const tagged = unique(state.tags.map(({ commit }) => commit));
    // What an earlier run saw may have been rewritten and pruned since.
    const present = async (objects: Iterable<string>) =>
      unique(await peelToCommits(git, [...objects]));
    checkpoint.main = await present(checkpoint.main);
    checkpoint.side = await present(checkpoint.side);
    const main: CommitRange = {
      tips: state.defaultTips,
      known: unique([...checkpoint.main, ...after]),
    };
    const side: CommitRange = {
      tips: tagged,
      known: unique([
        ...state.defaultTips,
        ...checkpoint.side,
        ...(await present(checkpoint.tags.values())),
        ...after,
      ]),
    };
    const left =
      (await countCommits(git, main)) +
      (await countCommits(git, side)) +
      pendingTags(state, checkpoint).length;
    if (left === 0) return;

    this.total = await this.countAll();
    this.done = Math.max(0, this.total - left);
    this.cutOff = await readWrittenParents(git, await present(state.boundary));
    yield* this.commitsOf(main, 'main');
    yield* this.commitsOf(side, 'side');
    yield* this.tags();
  }

  private async countAll(): Promise<number> {
    const { git, state, after } = this;
    const tagged = state.tags.map(({ commit }) => commit);
    const tips = unique([...state.defaultTips, ...tagged]);
    return (
      (await countCommits(git, { tips, known: after })) + state.tags.length
    );
  }

  /** What is new of patches, once all that is new has been read. */
  async *samePatches(): AsyncGenerator<HistoryBatch> {
    const { git, state, checkpoint } = this;
    const present = async (shas: string[]) =>
      unique(await peelToCommits(git, shas));
    const before = {
      main: await present(checkpoint.patched.main),
      side: await present(checkpoint.patched.side),
    };
    const { found, patched } = await readSamePatches(git, state, before);
    const isSame =
      isDeepStrictEqual(patched, checkpoint.patched) && found.length === 0;
    if (isSame) return;
    this.total = this.total || (await this.countAll());
    this.done = this.total;
    for (let from = 0; from + BATCH_SIZE < found.length; from += BATCH_SIZE) {
      yield {
        ...this.batch([], []),
        samePatches: found.slice(from, from + BATCH_SIZE),
      };
    }
    checkpoint.patched = patched;
    const last = Math.max(0, Math.ceil(found.length / BATCH_SIZE) - 1);
    yield {
      ...this.batch([], []),
      samePatches: found.slice(last * BATCH_SIZE),
    };
  }

  private batch(commits: HistoryCommit[], tags: HistoryTag[]): HistoryBatch {
    this.done += commits.length + tags.length;
    return {
      commits,
      tags,
      samePatches: [],
      checkpoint: formatCheckpoint(this.checkpoint),
      done: Math.min(this.done, this.total),
      total: this.total,
    };
  }

  private async *commitsOf(
    range: CommitRange,
    part: 'main' | 'side',
  ): AsyncGenerator<HistoryBatch> {
    const { git, checkpoint } = this;
    if (range.tips.length === 0) return;
    const mainline = await readMainline(git, range);
    const frontier = new Set(checkpoint[part]);
    let commits: HistoryCommit[] = [];
    for await (const record of readCommits(git, range)) {
      commits.push({
        ...record,
        onDefaultBranch: part === 'main',
        onMainline: mainline.has(record.sha),
        writtenParents: this.cutOff.get(record.sha),
      });
      record.parents.forEach(parent => frontier.delete(parent));
      frontier.add(record.sha);
      if (commits.length === BATCH_SIZE) {
        checkpoint[part] = [...frontier];
        yield this.batch(commits, []);
        commits = [];
      }
    }
    if (commits.length > 0) {
      // The whole range is read, so its tips alone say so.
      checkpoint[part] = range.tips;
      yield this.batch(commits, []);
    }
  }

  private async *tags(): AsyncGenerator<HistoryBatch> {
    const { state, checkpoint } = this;
    const pending = pendingTags(state, checkpoint);
    const names = new Set(state.tags.map(({ name }) => name));
    for (let from = 0; from < pending.length; from += BATCH_SIZE) {
      const part = pending.slice(from, from + BATCH_SIZE);
      const tags = part.map(({ name, commit, at }): HistoryTag => {
        const moved = checkpoint.tags.has(name);
        return {
          name,
          commit,
          at,
          ...(moved && { movedAt: new Date().toISOString() }),
        };
      });
      part.forEach(({ name, object }) => checkpoint.tags.set(name, object));
      if (from + BATCH_SIZE >= pending.length) {
        // From here on the tags themselves say what has been read.
        checkpoint.side = [];
        for (const name of checkpoint.tags.keys()) {
          if (!names.has(name)) checkpoint.tags.delete(name);
        }
      }
      yield this.batch([], tags);
    }
  }
}

/** What the default branch held last before a time. */
async function heldBefore(
  git: Git,
  tips: string[],
  time: string | undefined,
): Promise<string[]> {
  if (time === undefined) return [];
  const held = await Promise.all(
    tips.map(tip => git.lines(['rev-list', '-1', `--before=${time}`, tip])),
  );
  return unique(held.flat());
}

/** Whether files' contents would have to be fetched one by one. */
async function lacksContents(git: Git): Promise<boolean> {
  const promised = await git.optional([
    'config',
    '--get-regexp',
    String.raw`^remote\..*\.promisor$`,
  ]);
  return / true$/m.test(promised ?? '');
}

/** Those tags that these commits do not reach. */
async function tagsAfter(git: Git, tags: Tag[], after: string[]) {
  if (after.length === 0) return tags;
  const names = await git.lines([
    'for-each-ref',
    '--format=%(refname:lstrip=2)',
    ...after.map(sha => `--no-merged=${sha}`),
    'refs/tags',
  ]);
  const wanted = new Set(names);
  return tags.filter(({ name }) => wanted.has(name));
}

/**
 * Reads the commits of the default branch, then those that only tags reach,
 * then the tags, then, where it is asked to, the pairs of commits that are the
 * same patch. Without news it gives nothing.
 *
 * @throws Error with a message for people when the clone cannot be read
 */
export async function* readHistory(
  git: Git,
  options: ReadHistoryOptions = {},
): AsyncGenerator<HistoryBatch> {
  const { defaultBranch, since } = options;
  const state = await readState(git, defaultBranch);
  const after = unique([
    ...(options.after ?? []),
    ...(await heldBefore(git, state.defaultTips, since)),
  ]);
  state.tags = await tagsAfter(git, state.tags, after);
  options.onState?.({
    empty: state.defaultTips.length === 0,
    shallow: state.boundary.length > 0,
  });
  const checkpoint = parseCheckpoint(options.checkpoint, state);
  const reading = new Reading(git, state, checkpoint, after);
  yield* reading.batches();
  if (options.patches && !(await lacksContents(git))) {
    yield* reading.samePatches();
  }
}
