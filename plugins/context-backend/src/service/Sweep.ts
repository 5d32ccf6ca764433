import { SchedulerService } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import { Knex } from 'knex';
import { registerPlugins } from '../database/operations/leases';
import { markAllDue } from '../database/operations/markDue';

/**
 * Has everything asked again, on a schedule: whatever signal was lost, after one
 * sweep the read model is what a fresh one would be.
 */
export class Sweep {
  constructor(
    private readonly options: {
      knex: Knex;
      pluginIds: string[];
      /** Called when there is something to ask all plugins. */
      wake: () => void;
    },
  ) {}

  /** Asks new plugins about everything now, and sweeps on schedule. */
  async start(
    scheduler: SchedulerService,
    frequency: HumanDuration,
  ): Promise<void> {
    await this.registerPlugins();
    await scheduler.scheduleTask({
      id: 'context-sweep',
      frequency,
      timeout: { minutes: 10 },
      fn: () => this.sweepOnce(),
    });
  }

  /** Makes plugins known, and has new ones asked about every entity. */
  async registerPlugins(): Promise<void> {
    const { knex, pluginIds } = this.options;
    await knex.transaction(async tx => {
      const added = await registerPlugins(tx, pluginIds);
      for (const pluginId of added.sort()) {
        await markAllDue(tx, { pluginId, now: new Date(), neverAsked: true });
      }
    });
  }

  /** Has every plugin asked about every entity. */
  async sweepOnce(): Promise<void> {
    const { knex, pluginIds, wake } = this.options;
    for (const pluginId of pluginIds) {
      await markAllDue(knex, { pluginId, now: new Date() });
    }
    wake();
  }
}
