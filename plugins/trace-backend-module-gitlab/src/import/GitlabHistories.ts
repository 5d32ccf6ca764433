import { toError } from '@backstage/errors';
import { RepositoryName } from '@throughline/plugin-trace-common';
import {
  HistoryContext,
  HistoryGroup,
  HistoryGroupContext,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import { GitlabClients, GitlabHost } from '../client';
import { GitlabImportConfig, GitlabSettings } from '../config';
import { GIVES } from '../connector';
import { groupProjects } from './groupProjects';
import { ProjectImport } from './ProjectImport';

const ID = 'gitlab';
const SOURCE: HistoryGroup['source'] = {
  id: ID,
  title: 'GitLab',
  gives: GIVES,
};

/** How long the projects of a group are not asked for again. */
const KNOWN_FOR = 10 * 60 * 1000;
/** How long they are waited for. */
const PATIENCE_MS = 30_000;
const ALL = '/*';

/** Whether a name is what a pattern of the config stands for. */
function matches(pattern: string, name: RepositoryName): boolean {
  return pattern.endsWith(ALL)
    ? name.startsWith(pattern.slice(0, -1))
    : name === pattern;
}

/** A group's projects, as they lately were. */
interface Known {
  names: RepositoryName[];
  /** Why they could not be looked up. */
  problem?: string;
  until: number;
}

/** What this group works with. */
export interface GitlabHistoriesOptions {
  clients: GitlabClients;
  settings: GitlabSettings;
  config: GitlabImportConfig;
  /** Milliseconds a group's projects are waited for; 30 seconds. */
  patience?: number;
}

/**
 * The histories of GitLab's projects: those that entities claim on a host with a
 * token, and those that the config names.
 */
export class GitlabHistories implements HistoryGroup {
  readonly id = ID;
  readonly source = SOURCE;
  readonly concurrency: number;
  private readonly known = new Map<string, Known>();
  private problems: string[] = [];

  constructor(private readonly options: GitlabHistoriesOptions) {
    this.concurrency = options.config.concurrency;
  }

  async list(context: HistoryGroupContext): Promise<HistoryProvider[]> {
    const { config, clients } = this.options;
    const names = new Set([
      ...(await context.claimedRepositories()),
      ...(await this.configured(context)),
    ]);
    return [...names]
      .filter(name => !config.exclude.some(it => matches(it, name)))
      .flatMap(name => {
        const at = clients.locate(name);
        return at ? [this.historyOf(name, at)] : [];
      });
  }

  get problem(): string | undefined {
    return this.problems.join('; ') || undefined;
  }

  private async configured(
    context: HistoryGroupContext,
  ): Promise<RepositoryName[]> {
    const names: RepositoryName[] = [];
    const problems: string[] = [];
    for (const pattern of this.options.config.projects) {
      if (!pattern.endsWith(ALL)) {
        names.push(pattern);
        continue;
      }
      const { names: found, problem } = await this.projectsOf(pattern, context);
      names.push(...found);
      if (problem) problems.push(`${pattern}: ${problem}`);
    }
    this.problems = problems;
    return names;
  }

  /** All projects of a group, as they lately were. */
  private async projectsOf(
    pattern: string,
    context: HistoryGroupContext,
  ): Promise<Known> {
    const held = this.known.get(pattern);
    if (held && held.until > Date.now()) return held;
    const found: Known = {
      names: held?.names ?? [],
      ...(await this.lookUp(pattern, context)),
      until: Date.now() + KNOWN_FOR,
    };
    this.known.set(pattern, found);
    return found;
  }

  /** What entities claim does not wait for it for long. */
  private async lookUp(
    pattern: string,
    { signal, logger }: HistoryGroupContext,
  ): Promise<Pick<Known, 'problem'> | Pick<Known, 'names'>> {
    const { clients } = this.options;
    const at = clients.locate(pattern.slice(0, -ALL.length));
    if (!at) {
      return { problem: 'integrations.gitlab has no token for its host' };
    }
    const patience = AbortSignal.timeout(this.options.patience ?? PATIENCE_MS);
    try {
      const client = clients.forHost(at.host, {
        signal: AbortSignal.any([signal, patience]),
        logger,
      });
      return { names: await groupProjects(client, at.path) };
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `trace.gitlab.import.projects: ${pattern} cannot be looked up`,
        toError(error),
      );
      const problem = patience.aborted
        ? `${at.host.host} did not answer in time`
        : toError(error).message;
      return { problem };
    }
  }

  private historyOf(
    repository: RepositoryName,
    at: { host: GitlabHost; path: string },
  ): HistoryProvider {
    return {
      id: `${ID}:${repository}`,
      source: SOURCE,
      repository,
      frequency: this.options.config.frequency,
      run: context => this.run(repository, at, context),
    };
  }

  private async run(
    repository: RepositoryName,
    at: { host: GitlabHost; path: string },
    context: HistoryContext,
  ): Promise<void> {
    const { clients, settings, config } = this.options;
    const { signal, logger } = context;
    await new ProjectImport(
      { repository, ...at, settings, config },
      onWait => clients.forHost(at.host, { signal, onWait, logger }),
      context,
    ).run();
  }
}
