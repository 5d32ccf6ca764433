import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import { HistoryContext } from '@throughline/plugin-trace-node';
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
import {
  Checkpoint,
  readCheckpoint,
  RunState,
  storedCheckpoint,
} from './checkpoint';
import { readPaths } from './directCommits';
import { before, DAY } from './instants';
import { Newest, newestOf } from './newest';
import { notesOf, RepositoryState, waitingNote } from './notes';
import { RepositoryPayload, repositoryPayload } from './payloads/repository';
import { beginRun, lookAgain, Plan } from './planRun';
import { progressOf } from './progressOf';
import { OVERVIEW, OverviewAnswer } from './queries/overview';
import { RESOURCE_IDS, ResourceId, RESOURCES } from './resources';
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

/** Which kinds could not be read, and why. */
function failureOf(failed: Map<ResourceId, unknown>): Error {
  const reasons = [...failed].map(([id, error]) => {
    const reason = error instanceof Error ? error.message : `${error}`;
    return `${RESOURCES[id].title} could not be read: ${reason}`;
  });
  return new Error(reasons.join('; '), { cause: [...failed.values()][0] });
}

/**
 * Reads one repository over the API: in rounds, a page of each resource at a
 * time, newest first, so that what is recent is there soon. After each page it
 * could be ended and go on from there.
 */
export class RepositoryImport {
  private readonly client: GithubClient;
  private readonly checkpoint: Checkpoint;
  private repositoryState!: RepositoryState;
  private payload!: RepositoryPayload;
  private at!: { owner: string; name: string };
  private newest!: Newest;

  constructor(
    private readonly options: ImportOptions,
    connect: (onWait: ClientOptions['onWait']) => GithubClient,
    private readonly context: HistoryContext,
  ) {
    this.client = connect(until => this.note(waitingNote(until)));
    this.checkpoint = readCheckpoint(context.checkpoint);
  }

  /** @throws with a message for people when it cannot go on */
  async run(): Promise<void> {
    await this.look();
    const plan = this.plan();
    const run = this.checkpoint.run ?? beginRun(plan);
    this.checkpoint.run = run;
    if (run.failed) lookAgain(plan, run);
    const failed = await this.readAll(run);
    while (run.direct.length > 0) {
      this.context.signal.throwIfAborted();
      await this.readDirect(run);
    }
    if (failed.size === 0) {
      await this.end(run);
      return;
    }
    run.failed = true;
    await this.write([]);
    throw failureOf(failed);
  }

  /**
   * Reads in rounds. One kind that cannot be read does not keep the others from
   * being read; the next run goes on with it where this one could not.
   */
  private async readAll(run: RunState): Promise<Map<ResourceId, unknown>> {
    const { signal } = this.context;
    const failed = new Map<ResourceId, unknown>();
    for (;;) {
      const open = RESOURCE_IDS.filter(
        id => !run.resources[id].done && !failed.has(id),
      );
      if (open.length === 0) return failed;
      for (const id of open) {
        signal.throwIfAborted();
        let facts: Fact[];
        try {
          facts = await this.readOne(id, run);
        } catch (error) {
          signal.throwIfAborted();
          if (error instanceof CredentialsRefused) throw error;
          // The repository itself may be what is not there.
          if (error instanceof NotThere) await this.look();
          failed.set(id, error);
          continue;
        }
        await this.write(facts);
      }
    }
  }

  /** Says something between two pages, without going on. */
  private async note(note: string): Promise<void> {
    if (this.checkpoint.run) {
      await this.write([], [note]);
    } else {
      const checkpoint = storedCheckpoint(this.checkpoint);
      await this.context.write({
        facts: [],
        checkpoint,
        done: 0,
        notes: [note],
      });
    }
  }

  private async look(): Promise<void> {
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
    this.repositoryState = {
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

  /** Reads the next page of a resource, a smaller one when it is too much. */
  private async readOne(id: ResourceId, run: RunState): Promise<Fact[]> {
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

  private async end(run: RunState): Promise<void> {
    const { checkpoint } = this;
    // Still not known to be allowed: nothing came along that has any.
    if (checkpoint.refused.includes('checks')) refuse(run, 'checks');
    const notes = this.notes();
    const { seen } = progressOf(run);
    // Only those have to be known that the next run comes across again.
    const from = Date.parse(before(run.startedAt, PATHS_KNOWN_FOR));
    Object.assign(checkpoint, {
      run: undefined,
      completedAt: run.startedAt,
      thoroughAt: run.thorough ? run.startedAt : checkpoint.thoroughAt,
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
    } satisfies Partial<Checkpoint>);
    await this.context.write({
      facts: [],
      checkpoint: storedCheckpoint(checkpoint),
      done: seen,
      total: seen,
      notes,
    });
  }

  private notes(): string[] {
    return notesOf(this.repositoryState, this.checkpoint);
  }

  private async write(facts: Fact[], more: string[] = []): Promise<void> {
    const { seen, total } = progressOf(this.checkpoint.run!);
    await this.context.write({
      facts,
      checkpoint: storedCheckpoint(this.checkpoint),
      done: seen,
      total,
      notes: [...this.notes(), ...more],
    });
  }
}
