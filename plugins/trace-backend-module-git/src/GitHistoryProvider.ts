import {
  commitFact,
  readHistory,
  samePatchFact,
  tagFact,
} from '@throughline/git-history';
import { RepositoryName } from '@throughline/plugin-trace-common';
import {
  HistoryContext,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import { GitRepositoryConfig } from './config';
import { openRepository } from './git/openRepository';

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
    const { signal, logger } = context;
    const git = await openRepository(this.config, signal);
    const batches = readHistory(git, {
      defaultBranch,
      checkpoint: context.checkpoint,
      // Of a clone that leaves the contents out, nothing is said.
      patches: true,
      onState({ empty, shallow }) {
        if (empty) logger.info(`${repository} has no commits yet`);
        if (shallow) {
          logger.warn(
            `The clone of ${repository} is shallow, so its history is partial; run "git fetch --unshallow" in it for the rest`,
          );
        }
      },
    });
    for await (const batch of batches) {
      const { commits, tags, samePatches, ...progress } = batch;
      signal.throwIfAborted();
      await context.write({
        facts: [
          ...commits.map(commit => commitFact(repository, commit)),
          ...tags.map(tag => tagFact(repository, tag)),
          ...samePatches.map(pair => samePatchFact(repository, pair)),
        ],
        ...progress,
      });
    }
  }
}
