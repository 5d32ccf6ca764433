import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  HistoryGroup,
  HistoryGroupContext,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import { WorkLoop } from '@throughline/backend-kit';
import { HistoryStore } from '../database/inbox/HistoryStore';
import { FirstReads } from './FirstReads';
import { HistoryRunner } from './HistoryRunner';
import { messageForPeople } from './messageForPeople';

const REFRESH = { minutes: 1 };
const POLL_MS = 5_000;

interface Listed {
  group: HistoryGroup;
  providers: HistoryProvider[];
  /** Why the last listing failed, or lacks some. */
  problem?: string;
}

/**
 * Runs the histories of groups: as many at once as a group allows, first those
 * that were never read to their end, then those whose turn has come.
 */
export class HistoryGroups {
  readonly #listed: Map<string, Listed>;
  readonly #store: HistoryStore;
  readonly #runner: HistoryRunner;
  readonly #claimedRepositories: HistoryGroupContext['claimedRepositories'];
  readonly #logger: LoggerService;
  readonly #stopped = new AbortController();
  readonly #loops: WorkLoop[];
  readonly #firstReads: FirstReads;

  constructor(options: {
    groups: HistoryGroup[];
    store: HistoryStore;
    runner: HistoryRunner;
    claimedRepositories: HistoryGroupContext['claimedRepositories'];
    firstReads?: FirstReads;
    logger: LoggerService;
  }) {
    const { groups } = options;
    this.#listed = new Map(
      groups.map(group => [group.id, { group, providers: [] }]),
    );
    this.#store = options.store;
    this.#runner = options.runner;
    this.#claimedRepositories = options.claimedRepositories;
    this.#firstReads = options.firstReads ?? new FirstReads();
    this.#logger = options.logger;
    this.#loops = groups.flatMap(({ id, concurrency }) =>
      Array.from(
        { length: concurrency },
        () =>
          new WorkLoop({
            name: `Reading histories of ${id}`,
            work: () => this.runNext(id),
            pollMs: POLL_MS,
            logger: this.#logger,
          }),
      ),
    );
  }

  /** The histories there are now, of all groups. */
  get providers(): HistoryProvider[] {
    return [...this.#listed.values()].flatMap(({ providers }) => providers);
  }

  /** Why histories of a source cannot be found, where that is so. */
  problemOf(sourceId: string): string | undefined {
    return [...this.#listed.values()].find(
      ({ group, problem }) => problem && group.source.id === sourceId,
    )?.problem;
  }

  async start(scheduler: SchedulerService): Promise<void> {
    if (this.#listed.size === 0) return;
    await scheduler.scheduleTask({
      id: 'history-groups',
      frequency: REFRESH,
      timeout: { minutes: 10 },
      scope: 'local',
      fn: () => this.refresh(),
    });
    this.#loops.forEach(loop => loop.start());
  }

  /** Ends when no run is under way any more; each goes on from its checkpoint. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#loops.map(loop => loop.stop()));
  }

  /** Asks every group what there is now. */
  async refresh(): Promise<void> {
    for (const listed of this.#listed.values()) {
      const { group } = listed;
      try {
        const providers = await group.list({
          claimedRepositories: this.#claimedRepositories,
          signal: this.#stopped.signal,
          logger: this.#logger.child({ histories: group.id }),
        });
        await this.#store.register(
          providers.map(({ id, source, repository }) => ({
            id,
            source: source.id,
            repository,
          })),
        );
        listed.providers = providers;
        listed.problem = group.problem;
      } catch (error) {
        if (this.#stopped.signal.aborted) return;
        listed.problem = messageForPeople(error);
        this.#logger.warn(
          `The histories of ${group.id} cannot be listed: ${listed.problem}`,
        );
      }
    }
    this.#loops.forEach(loop => loop.wake());
  }

  /**
   * Runs the next history of a group that is due, to its end.
   *
   * @returns 1 when one ran, 0 when none is due
   */
  async runNext(groupId: string): Promise<number> {
    const { providers } = this.#listed.get(groupId)!;
    if (providers.length === 0) return 0;
    const due = await this.#store.due(new Date());
    const ordered = [
      ...providers.filter(({ id }) => due.get(id) === 'unread'),
      ...providers.filter(({ id }) => due.get(id) === 'again'),
    ];
    for (const provider of ordered) {
      if (this.#stopped.signal.aborted) return 0;
      const run = () => this.#runner.runOnce(provider, this.#stopped.signal);
      const ran = await (due.get(provider.id) === 'unread'
        ? this.#firstReads.during(run)
        : run());
      if (ran) return 1;
    }
    return 0;
  }
}
