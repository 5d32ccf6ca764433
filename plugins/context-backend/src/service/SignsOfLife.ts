import { SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { readQuietPlugins } from '../database/operations/readQuietPlugins';
import { Due } from './Due';

/** After so long without an answer, a plugin is asked for one. */
const QUIET_SECONDS = 30;

/**
 * Has a plugin that nothing is to be asked of asked about one entity. One that
 * died would otherwise look alive until the next sweep: it sends no signals.
 */
export class SignsOfLife {
  constructor(
    private readonly options: { knex: Knex; pluginIds: string[]; due: Due },
  ) {}

  /** Asks on one replica at a time. */
  async start(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'context-signs-of-life',
      frequency: { seconds: QUIET_SECONDS },
      timeout: { minutes: 2 },
      fn: () => this.askOnce(new Date()),
    });
  }

  /** A plugin that fails is asked again by itself, with patience. */
  async askOnce(now: Date): Promise<void> {
    const { knex, pluginIds, due } = this.options;
    const quiet = await readQuietPlugins(knex, {
      pluginIds,
      since: new Date(now.getTime() - QUIET_SECONDS * 1_000),
    });
    for (const { pluginId, entityRef } of quiet) {
      await due.mark(pluginId, [entityRef]);
    }
  }
}
