import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import { HistoryContext } from '@throughline/plugin-trace-node';
import {
  ClientOptions,
  CredentialsRefused,
  GithubClient,
  GithubHost,
  GraphqlProblem,
  NotThere,
  PermissionMissing,
  queryGraphql,
  TooMuchAtOnce,
} from '../client';
import { GithubSettings } from '../config';
import {
  Checkpoint,
  noLimits,
  Refusable,
  readCheckpoint,
  ResourceState,
  RunState,
  storedCheckpoint,
} from './checkpoint';
import { readPaths } from './directCommits';
import { Marks, Newest, newestOf } from './newest';
import { MAX_NAMED, notesOf, RepositoryState, waitingNote } from './notes';
import { RepositoryPayload, repositoryPayload } from './payloads/repository';
import { OVERVIEW, OverviewAnswer } from './queries/overview';
import { RESOURCE_IDS, ResourceId, RESOURCES } from './resources';
import { FULL_PAGE, Limit, Page } from './resources/types';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;

/** Commits whose paths are asked for between two writes. */
const PATHS_AT_ONCE = 20;
/** Commits whose paths are asked for in one run, the newest first. */
const MAX_PATHS_A_RUN = 1000;

/** How often also is read what a single look does not tell. */
const THOROUGH_EVERY = DAY;

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

function before(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) - milliseconds).toISOString();
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
    const run = this.checkpoint.run ?? this.begin();
    this.checkpoint.run = run;
    if (run.failed) this.lookAgain(run);
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

  private begin(): RunState {
    const startedAt = this.client.answers.date;
    if (!startedAt) {
      throw new Error(
        `${this.options.host.host} does not say what time it is: its answers have no Date header`,
      );
    }
    const { thoroughAt } = this.checkpoint;
    const thorough =
      !thoroughAt ||
      Date.parse(startedAt) - Date.parse(thoroughAt) >= THOROUGH_EVERY;
    if (thorough) {
      this.checkpoint.limits = noLimits();
      this.checkpoint.furtherLimits = undefined;
    }
    return {
      startedAt,
      thorough,
      marks: this.newest.marks,
      resources: Object.fromEntries(
        RESOURCE_IDS.map(id => [id, this.beginOf(id, startedAt, thorough)]),
      ) as RunState['resources'],
      direct: [],
      directRead: 0,
      withoutPaths: 0,
      refused: [],
      refusedFields: [],
      unread: { count: 0 },
    };
  }

  private beginOf(
    id: ResourceId,
    startedAt: string,
    thorough: boolean,
  ): ResourceState {
    const { completedAt, thoroughAt, refused, marks } = this.checkpoint;
    const { refusedFields = [] } = this.checkpoint;
    const again =
      refused.includes(id) ||
      // Which commits are direct ones is known by the requests.
      (id === 'commits' && refused.includes('pulls')) ||
      (thorough && refusedFields.some(field => field.startsWith(`${id}.`)));
    const from = thorough ? thoroughAt : completedAt;
    const since = this.sinceOf(id, startedAt, again ? undefined : from);
    if (
      this.isOld(id, since) ||
      (this.isSame(id, marks) && !thorough && !again)
    ) {
      return { since, seen: 0, total: 0, done: true };
    }
    const { firstPage } = RESOURCES[id];
    return { since, seen: 0, size: completedAt ? firstPage : undefined };
  }

  /** @param from - when it was last read; undefined: the whole horizon */
  private sinceOf(id: ResourceId, now: string, from: string | undefined) {
    const { overlapDays } = RESOURCES[id];
    return !from || overlapDays === undefined
      ? before(now, this.options.days * DAY)
      : before(from, Math.max(overlapDays * DAY, HOUR));
  }

  /** Nothing of it changed since. */
  private isOld(id: ResourceId, since: string): boolean {
    return Date.parse(this.newest.changedAt[id] ?? '') < Date.parse(since);
  }

  private isSame(id: ResourceId, marks: Marks | undefined): boolean {
    const now = this.newest.marks[id];
    return now !== undefined && now === marks?.[id];
  }

  /**
   * Begins anew with what is done, in a run that is kept from being complete:
   * what is new of it must not wait for that.
   */
  private lookAgain(run: RunState): void {
    const from = run.lookedAt ?? run.startedAt;
    for (const id of RESOURCE_IDS) {
      if (!run.resources[id].done || run.refused.includes(id)) continue;
      const since = this.sinceOf(id, run.startedAt, from);
      if (this.isOld(id, since) || this.isSame(id, run.marks)) continue;
      run.resources[id] = { since, seen: 0, size: RESOURCES[id].firstPage };
      run.marks = { ...run.marks, [id]: this.newest.marks[id] };
    }
    run.lookedAt = this.client.answers.date;
    run.failed = false;
    run.directRead = 0;
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
        return this.take(id, run, page);
      } catch (error) {
        if (error instanceof PermissionMissing) {
          state.done = true;
          this.refuse(run, id);
          return [];
        }
        if (!(error instanceof TooMuchAtOnce && smaller)) throw error;
        state.size = Math.floor(size / 2);
      }
    }
  }

  private take(id: ResourceId, run: RunState, page: Page): Fact[] {
    const state = run.resources[id];
    for (const problem of page.refused ?? []) {
      this.refuseField(run, id, page, problem);
    }
    const checked = id === 'pulls' || id === 'commits';
    if (checked && this.checksCameBack(run, page)) {
      const since = before(run.startedAt, this.options.days * DAY);
      run.resources.pulls = { since, seen: 0 };
      run.resources.commits = { since, seen: 0 };
      return [];
    }
    state.seen += page.seen;
    state.cursor = page.next;
    state.done = page.next === undefined;
    state.total = state.done
      ? state.seen
      : Math.max(page.total ?? 0, state.seen + 1);
    for (const { limit, of } of page.limits ?? []) {
      this.addLimit(limit, of);
    }
    for (const reason of page.unread ?? []) {
      run.unread.count += 1;
      run.unread.first ??= reason;
    }
    this.enqueuePaths(run, page);
    return page.facts;
  }

  private addLimit(limit: Limit, of: string): void {
    const named = this.checkpoint.limits[limit];
    if (named.includes(of)) return;
    if (named.length < MAX_NAMED) {
      named.push(of);
      return;
    }
    const further = (this.checkpoint.furtherLimits ??= {});
    further[limit] = (further[limit] ?? 0) + 1;
  }

  private enqueuePaths(run: RunState, { direct = [] }: Page): void {
    const known = new Set(this.checkpoint.pathsRead.map(({ sha }) => sha));
    const wanted = direct.filter(({ sha }) => !known.has(sha));
    const queued = run.direct.length + run.directRead;
    const taken = wanted.slice(0, Math.max(0, MAX_PATHS_A_RUN - queued));
    run.direct.push(...taken);
    run.withoutPaths += wanted.length - taken.length;
  }

  private refuse(run: RunState, what: Refusable): void {
    if (!run.refused.includes(what)) run.refused.push(what);
  }

  private refuseField(
    run: RunState,
    id: ResourceId,
    page: Page,
    { path = [] }: GraphqlProblem,
  ): void {
    const names = path.filter(part => typeof part === 'string');
    const last = names.at(-1);
    if (last === 'checkSuites' || last === 'checkRuns') {
      this.refuse(run, 'checks');
    } else if (last === 'workflowRun') {
      this.refuse(run, 'workflowRuns');
    } else if (page.total === undefined && page.seen === 0) {
      this.refuse(run, id);
    } else {
      const field = `${id}.${last ?? ''}`;
      if (!run.refusedFields.includes(field)) run.refusedFields.push(field);
    }
  }

  /**
   * Checks are read with requests and commits. When they may be read at last,
   * what was read without them has to be read again. A page without any item
   * does not tell: nothing was asked for, so nothing was refused.
   */
  private checksCameBack(run: RunState, page: Page): boolean {
    const { refused } = this.checkpoint;
    if (!refused.includes('checks') || page.seen === 0) return false;
    this.checkpoint.refused = refused.filter(it => it !== 'checks');
    return !run.refused.includes('checks');
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
    if (checkpoint.refused.includes('checks')) this.refuse(run, 'checks');
    const notes = this.notes();
    const { seen } = this.progress(run);
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

  private progress(run: RunState): { seen: number; total?: number } {
    const states = RESOURCE_IDS.map(id => run.resources[id]);
    const paths = run.direct.length + run.directRead;
    const sum = (of: (state: ResourceState) => number) =>
      states.reduce((all, state) => all + of(state), 0);
    return {
      seen: sum(({ seen }) => seen) + run.directRead,
      // Unknown until each of them answered once.
      total: states.some(state => state.total === undefined && !state.done)
        ? undefined
        : sum(({ total = 0 }) => total) + paths,
    };
  }

  private async write(facts: Fact[], more: string[] = []): Promise<void> {
    const { seen, total } = this.progress(this.checkpoint.run!);
    await this.context.write({
      facts,
      checkpoint: storedCheckpoint(this.checkpoint),
      done: seen,
      total,
      notes: [...this.notes(), ...more],
    });
  }
}
