import { RepositoryName } from '@throughline/plugin-trace-common';
import {
  HistoryContext,
  HistoryGroup,
  HistoryGroupContext,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import { GithubClients, locateRepository } from '../client';
import { GithubImportConfig, GithubSettings } from '../config';
import { ownedRepositories } from './ownedRepositories';
import { RepositoryImport } from './RepositoryImport';

const ID = 'github';
const SOURCE: HistoryGroup['source'] = {
  id: 'github',
  title: 'GitHub',
  gives: [
    'commits and tags',
    'pull requests and reviews',
    'checks and workflow runs',
    'deployments and releases',
    'issues and incidents',
  ],
};

/** How long the repositories of an owner are not asked for again. */
const OWNED_FOR = 10 * 60 * 1000;

function matcher(patterns: string[]): (name: RepositoryName) => boolean {
  const expressions = patterns.map(
    pattern =>
      new RegExp(
        `^${pattern
          .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
          .replace(/\*/g, '[^/]*')}$`,
      ),
  );
  return name => expressions.some(expression => expression.test(name));
}

/** What this group works with. */
export interface GithubHistoriesOptions {
  clients: GithubClients;
  settings: GithubSettings;
  config: GithubImportConfig;
}

/**
 * The histories of GitHub's repositories: those that entities claim on a host
 * with credentials, and those that the config names.
 */
export class GithubHistories implements HistoryGroup {
  readonly id = ID;
  readonly source = SOURCE;
  readonly concurrency: number;
  private readonly owned = new Map<
    string,
    { names: RepositoryName[]; until: number }
  >();

  constructor(private readonly options: GithubHistoriesOptions) {
    this.concurrency = options.config.concurrency;
  }

  async list(context: HistoryGroupContext): Promise<HistoryProvider[]> {
    const { config } = this.options;
    const excluded = matcher(config.exclude);
    const names = new Set([
      ...(await context.claimedRepositories()),
      ...(await this.configured(context)),
    ]);
    return [...names]
      .filter(name => !excluded(name) && this.hasCredentials(name))
      .map(name => this.historyOf(name));
  }

  private hasCredentials(repository: RepositoryName): boolean {
    const { clients } = this.options;
    const at = locateRepository(clients.hosts, repository);
    return at !== undefined && at.host.credentials !== 'none';
  }

  private async configured(
    context: HistoryGroupContext,
  ): Promise<RepositoryName[]> {
    const names: RepositoryName[] = [];
    for (const pattern of this.options.config.repositories) {
      if (pattern.includes('*')) {
        const owned = await this.ownedBy(pattern, context);
        names.push(...owned.filter(matcher([pattern])));
      } else {
        names.push(pattern);
      }
    }
    return names;
  }

  /** All of an owner's repositories, as they lately were. */
  private async ownedBy(
    pattern: string,
    { signal, logger }: HistoryGroupContext,
  ): Promise<RepositoryName[]> {
    const { clients } = this.options;
    const at = locateRepository(clients.hosts, pattern);
    if (!at || at.host.credentials === 'none') return [];
    const key = `${at.host.name}/${at.owner}`;
    const held = this.owned.get(key);
    if (held && held.until > Date.now()) return held.names;
    let names = held?.names ?? [];
    try {
      const client = clients.forOwner(at.host, at.owner, { signal });
      names = await ownedRepositories(client, at.owner);
    } catch (error) {
      signal.throwIfAborted();
      // What entities claim must not wait for it.
      logger.warn(
        `trace.github.import.repositories: ${pattern} cannot be looked up`,
        error instanceof Error ? error : undefined,
      );
    }
    this.owned.set(key, { names, until: Date.now() + OWNED_FOR });
    return names;
  }

  private historyOf(repository: RepositoryName): HistoryProvider {
    return {
      id: `${ID}:${repository}`,
      source: SOURCE,
      repository,
      frequency: this.options.config.frequency,
      run: context => this.run(repository, context),
    };
  }

  private async run(
    repository: RepositoryName,
    context: HistoryContext,
  ): Promise<void> {
    const { clients, settings, config } = this.options;
    const { host } = locateRepository(clients.hosts, repository)!;
    const { signal } = context;
    const running = new RepositoryImport(
      { repository, host, settings, days: config.days },
      onWait => clients.forRepository(repository, { signal, onWait })!,
      context,
    );
    await running.run();
  }
}
