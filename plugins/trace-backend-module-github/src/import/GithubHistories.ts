import { toError } from '@backstage/errors';
import { RepositoryName } from '@throughline/plugin-trace-common';
import {
  HistoryContext,
  HistoryGroup,
  HistoryGroupContext,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import { GithubClients, GithubHost, locateRepository } from '../client';
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

/** How long the repositories of an owner are waited for. */
const PATIENCE_MS = 30_000;

/** An owner's repositories, as they lately were. */
interface Owned {
  names: RepositoryName[];
  /** Why they could not be looked up. */
  problem?: string;
  until: number;
}

/** What this group works with. */
export interface GithubHistoriesOptions {
  clients: GithubClients;
  settings: GithubSettings;
  config: GithubImportConfig;
  /** Milliseconds an owner's repositories are waited for; 30 seconds. */
  patience?: number;
}

/**
 * The histories of GitHub's repositories: those that entities claim on a host
 * with credentials, and those that the config names.
 */
export class GithubHistories implements HistoryGroup {
  readonly id = ID;
  readonly source = SOURCE;
  readonly concurrency: number;
  private readonly owned = new Map<string, Owned>();
  private problems: string[] = [];

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

  get problem(): string | undefined {
    return this.problems.join('; ') || undefined;
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
    const problems: string[] = [];
    for (const pattern of this.options.config.repositories) {
      if (pattern.includes('*')) {
        const owned = await this.ownedBy(pattern, context);
        names.push(...(owned?.names ?? []).filter(matcher([pattern])));
        if (owned?.problem) problems.push(`${pattern}: ${owned.problem}`);
      } else {
        names.push(pattern);
      }
    }
    this.problems = problems;
    return names;
  }

  /** All of an owner's repositories, as they lately were. */
  private async ownedBy(
    pattern: string,
    context: HistoryGroupContext,
  ): Promise<Owned | undefined> {
    const at = locateRepository(this.options.clients.hosts, pattern);
    if (!at || at.host.credentials === 'none') return undefined;
    const key = `${at.host.name}/${at.owner}`;
    const held = this.owned.get(key);
    if (held && held.until > Date.now()) return held;
    const looked = await this.lookUp(at, context);
    const names = held?.names ?? [];
    const owned = { names, ...looked, until: Date.now() + OWNED_FOR };
    this.owned.set(key, owned);
    return owned;
  }

  /** What entities claim does not wait for it for long. */
  private async lookUp(
    { host, owner }: { host: GithubHost; owner: string },
    { signal, logger }: HistoryGroupContext,
  ): Promise<Pick<Owned, 'problem'> | Pick<Owned, 'names'>> {
    const patience = AbortSignal.timeout(this.options.patience ?? PATIENCE_MS);
    try {
      const client = this.options.clients.forOwner(host, owner, {
        signal: AbortSignal.any([signal, patience]),
        logger,
      });
      return { names: await ownedRepositories(client, owner) };
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `trace.github.import.repositories: ${host.host}/${owner} cannot be looked up`,
        toError(error),
      );
      const problem = patience.aborted
        ? `${host.host} did not answer in time`
        : toError(error).message;
      return { problem };
    }
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
    const { signal, logger } = context;
    const running = new RepositoryImport(
      { repository, host, settings, days: config.days },
      onWait => clients.forRepository(repository, { signal, onWait, logger })!,
      context,
    );
    await running.run();
  }
}
