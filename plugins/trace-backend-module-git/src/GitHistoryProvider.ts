import { RepositoryName, Fact } from '@throughline/plugin-trace-common';
import {
  HistoryContext,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import {
  Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  pendingTags,
} from './checkpoint';
import { GitRepositoryConfig } from './config';
import { commitFact } from './facts/commitFact';
import { movedTagFact, tagFact } from './facts/tagFact';
import { Git } from './git/Git';
import { openRepository } from './git/openRepository';
import {
  CommitRange,
  countCommits,
  readCommits,
  readMainline,
  readWrittenParents,
} from './git/readCommits';
import { peelToCommits, readState, RepositoryState } from './git/readState';

/** How many facts are written at once. */
export const BATCH_SIZE = 500;

function unique(items: Array<string | undefined>): string[] {
  return [...new Set(items.filter(item => item !== undefined))];
}

/** One import of one repository: what there is, and how far it has come. */
class HistoryImport {
  private done = 0;
  private total = 0;
  private cutOff = new Map<string, string[]>();

  constructor(
    private readonly repository: RepositoryName,
    private readonly git: Git,
    private readonly state: RepositoryState,
    private readonly checkpoint: Checkpoint,
    private readonly context: HistoryContext,
  ) {}

  async run(): Promise<void> {
    const { git, state, checkpoint } = this;
    const tagged = unique(state.tags.map(({ commit }) => commit));
    // What an earlier run saw may have been rewritten and pruned since.
    const present = async (objects: Iterable<string>) =>
      unique(await peelToCommits(git, [...objects]));
    checkpoint.main = await present(checkpoint.main);
    checkpoint.side = await present(checkpoint.side);
    const main: CommitRange = {
      tips: state.defaultTips,
      known: checkpoint.main,
    };
    const side: CommitRange = {
      tips: tagged,
      known: unique([
        ...state.defaultTips,
        ...checkpoint.side,
        ...(await present(checkpoint.tags.values())),
      ]),
    };
    const left =
      (await countCommits(git, main)) +
      (await countCommits(git, side)) +
      pendingTags(state, checkpoint).length;
    if (left === 0) return;

    const all = { tips: unique([...main.tips, ...side.tips]), known: [] };
    this.total = (await countCommits(git, all)) + state.tags.length;
    this.done = Math.max(0, this.total - left);
    this.cutOff = await readWrittenParents(git, await present(state.boundary));
    await this.readRange(main, 'main');
    await this.readRange(side, 'side');
    await this.readTags();
  }

  private async write(facts: Fact[]): Promise<void> {
    this.context.signal.throwIfAborted();
    this.done += facts.length;
    await this.context.write({
      facts,
      checkpoint: formatCheckpoint(this.checkpoint),
      done: Math.min(this.done, this.total),
      total: this.total,
    });
  }

  private async readRange(
    range: CommitRange,
    part: 'main' | 'side',
  ): Promise<void> {
    const { git, repository, checkpoint } = this;
    if (range.tips.length === 0) return;
    const mainline = await readMainline(git, range);
    const frontier = new Set(checkpoint[part]);
    let batch: Fact[] = [];
    for await (const record of readCommits(git, range)) {
      const fact = commitFact(record, {
        repository,
        onDefaultBranch: part === 'main',
        onMainline: mainline.has(record.sha),
        writtenParents: this.cutOff.get(record.sha),
      });
      batch.push(fact);
      record.parents.forEach(parent => frontier.delete(parent));
      frontier.add(record.sha);
      if (batch.length === BATCH_SIZE) {
        checkpoint[part] = [...frontier];
        await this.write(batch);
        batch = [];
      }
    }
    if (batch.length > 0) {
      // The whole range is read, so its tips alone say so.
      checkpoint[part] = range.tips;
      await this.write(batch);
    }
  }

  private async readTags(): Promise<void> {
    const { repository, state, checkpoint } = this;
    const pending = pendingTags(state, checkpoint);
    const names = new Set(state.tags.map(({ name }) => name));
    for (let from = 0; from < pending.length; from += BATCH_SIZE) {
      const batch = pending.slice(from, from + BATCH_SIZE);
      const facts = batch.map(tag =>
        checkpoint.tags.has(tag.name)
          ? movedTagFact(tag, repository, new Date().toISOString())
          : tagFact(tag, repository),
      );
      batch.forEach(({ name, object }) => checkpoint.tags.set(name, object));
      if (from + BATCH_SIZE >= pending.length) {
        // From here on the tags themselves say what has been read.
        checkpoint.side = [];
        for (const name of checkpoint.tags.keys()) {
          if (!names.has(name)) checkpoint.tags.delete(name);
        }
      }
      await this.write(facts);
    }
  }
}

/** Reads the commits and tags of one repository with the git binary. */
export class GitHistoryProvider implements HistoryProvider {
  readonly id: string;
  readonly source = {
    id: 'git',
    title: 'Git history',
    gives: ['commits', 'tags as releases'],
  };
  readonly repository: RepositoryName;
  readonly frequency: HistoryProvider['frequency'];

  constructor(private readonly config: GitRepositoryConfig) {
    this.id = `git:${config.repository}`;
    this.repository = config.repository;
    this.frequency = config.frequency;
  }

  async run(context: HistoryContext): Promise<void> {
    const { repository, defaultBranch } = this.config;
    const git = await openRepository(this.config, context.signal);
    const state = await readState(git, defaultBranch);
    if (state.defaultTips.length === 0) {
      context.logger.info(`${repository} has no commits yet`);
    }
    if (state.boundary.length > 0) {
      context.logger.warn(
        `The clone of ${repository} is shallow, so its history is partial; run "git fetch --unshallow" in it for the rest`,
      );
    }
    const checkpoint = parseCheckpoint(context.checkpoint, state);
    await new HistoryImport(repository, git, state, checkpoint, context).run();
  }
}
