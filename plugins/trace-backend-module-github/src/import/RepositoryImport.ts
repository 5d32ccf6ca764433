import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import {
  before,
  DAY,
  HistoryContext,
  HistoryImport,
  ImportProgress,
  ImportedRepository,
  progressOf,
  readCheckpoint,
  waitingNote,
} from '@throughline/plugin-trace-node';
import {
  ClientOptions,
  CredentialsRefused,
  GithubClient,
  GithubHost,
  NotThere,
  PermissionMissing,
  queryGraphql,
  TooMuchAtOnce,
} from '../client';
import { GithubSettings } from '../config';
import { Checkpoint, newCheckpoint, RunState } from './checkpoint';
import { readPaths } from './directCommits';
import { Newest, newestOf } from './newest';
import { notesOf } from './notes';
import { RepositoryPayload, repositoryPayload } from './payloads/repository';
import { beginRun, lookAgain, Plan } from './planRun';
import { OVERVIEW, OverviewAnswer } from './queries/overview';
import { ResourceId, RESOURCES } from './resources';
import { FULL_PAGE } from './resources/types';
import { refuse, takePage } from './takePage';

/** Commits whose paths are asked for between two writes. */
const PATHS_AT_ONCE = 20;
/** Longer than commits are read again. */
const PATHS_KNOWN_FOR = 8 * DAY;

/** What one import is of. */
export interface ImportOptions {
  repository: RepositoryName;
  host: GithubHost;
  settings: GithubSettings;
  /** The horizon of the first run. */
  days: number;
}

/** Reads one repository over the API, newest first. */
export class RepositoryImport extends HistoryImport<
  ResourceId,
  RunState,
  Checkpoint
> {
  private readonly client: GithubClient;
  private repository?: ImportedRepository;
  private payload!: RepositoryPayload;
  private at!: { owner: string; name: string };
  private newest!: Newest;

  constructor(
    private readonly options: ImportOptions,
    connect: (onWait: ClientOptions['onWait']) => GithubClient,
    context: HistoryContext,
  ) {
    super(
      RESOURCES,
      context,
      readCheckpoint(context.checkpoint, newCheckpoint()),
    );
    this.client = connect(until =>
      this.write([], waitingNote('GitHub', until)),
    );
  }

  protected async look(): Promise<void> {
    const { repository, host } = this.options;
    const [, owner, name] = repository.split('/');
    const answer = await queryGraphql<OverviewAnswer>(this.client, OVERVIEW, {
      owner,
      name,
    }).catch(error => {
      if (error instanceof NotThere) throw this.gone();
      throw error;
    });
    const now = answer.data.repository;
    if (!now) {
      const [refusal] = answer.refused;
      throw refusal
        ? new PermissionMissing(undefined, refusal.message)
        : this.gone();
    }
    const [nowOwner, nowName] = now.nameWithOwner.split('/');
    this.newest = newestOf(answer);
    this.at = { owner: nowOwner, name: nowName };
    this.repository = {
      claimed: repository,
      now: `${host.name}/${now.nameWithOwner.toLowerCase()}`,
      archived: now.isArchived,
    };
    this.payload = repositoryPayload(repository, host, {
      url: now.url,
      defaultBranch: now.defaultBranchRef?.name,
    });
  }

  private gone(): Error {
    return new Error(
      `GitHub has no ${this.options.repository} that these credentials may see: it was deleted or made private, or the app is not installed for it. What was imported stays`,
    );
  }

  private plan(): Plan {
    const now = this.client.answers.date;
    if (!now) {
      throw new Error(
        `${this.options.host.host} does not say what time it is: its answers have no Date header`,
      );
    }
    const { checkpoint, newest } = this;
    return { checkpoint, newest, now, days: this.options.days };
  }

  protected begin(): RunState {
    const plan = this.plan();
    const { run } = this.checkpoint;
    if (!run) return beginRun(plan);
    if (run.failed) lookAgain(plan, run);
    return run;
  }

  protected async onFailure(error: unknown): Promise<void> {
    if (error instanceof CredentialsRefused) throw error;
    // The repository itself may be what is not there.
    if (error instanceof NotThere) await this.look();
  }

  /** A smaller page when one is too much. */
  protected async readPage(id: ResourceId, run: RunState): Promise<Fact[]> {
    const resource = RESOURCES[id];
    const state = run.resources[id];
    const { repository, settings } = this.options;
    for (;;) {
      const size = state.size ?? FULL_PAGE;
      const smaller = resource.sized && size > 1;
      try {
        const page = await resource.readPage({
          client: this.client,
          ...this.at,
          repository,
          payload: this.payload,
          settings,
          cursor: state.cursor,
          size,
          // A smaller page is the better second try.
          retries: smaller ? 1 : undefined,
          since: state.since,
        });
        state.size = size * 2 < FULL_PAGE ? size * 2 : undefined;
        return takePage(this.checkpoint, run, id, page, this.options.days);
      } catch (error) {
        if (error instanceof PermissionMissing) {
          state.done = true;
          refuse(run, id);
          return [];
        }
        if (!(error instanceof TooMuchAtOnce && smaller)) throw error;
        state.size = Math.floor(size / 2);
      }
    }
  }

  protected async readRest(run: RunState): Promise<void> {
    while (run.direct.length > 0) {
      this.context.signal.throwIfAborted();
      await this.readDirect(run);
    }
  }

  private async readDirect(run: RunState): Promise<void> {
    const batch = run.direct.slice(0, PATHS_AT_ONCE);
    const { facts, unshown, reason } = await readPaths(
      this.client,
      this.at,
      this.options.repository,
      batch,
      this.context.signal,
    );
    run.direct = run.direct.slice(batch.length);
    run.directRead += batch.length;
    run.withoutPaths += unshown;
    this.checkpoint.pathsRead.push(...batch);
    await this.write(facts);
    // Not the commits, but GitHub. The next run goes on with those after them.
    if (unshown === PATHS_AT_ONCE) throw reason;
  }

  protected close(run: RunState): Partial<Checkpoint> {
    const { checkpoint } = this;
    // Still not known to be allowed: nothing came along that has any.
    if (checkpoint.refused.includes('checks')) refuse(run, 'checks');
    // Only those have to be known that the next run comes across again.
    const from = Date.parse(before(run.startedAt, PATHS_KNOWN_FOR));
    return {
      marks: run.marks,
      refused: run.refused,
      refusedFields: [
        ...new Set([
          ...(run.thorough ? [] : checkpoint.refusedFields ?? []),
          ...run.refusedFields,
        ]),
      ],
      pathsRead: checkpoint.pathsRead.filter(
        ({ at }) => Date.parse(at) >= from,
      ),
    };
  }

  protected progress(run: RunState): ImportProgress {
    const { done, total } = progressOf(run.resources);
    const paths = run.direct.length + run.directRead;
    return {
      done: done + run.directRead,
      total: total === undefined ? undefined : total + paths,
    };
  }

  protected notes(): string[] {
    return this.repository ? notesOf(this.repository, this.checkpoint) : [];
  }
}
