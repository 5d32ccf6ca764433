import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { lockHead } from '../database/operations/head';
import {
  deleteLooks,
  deletePlugin,
  deleteRevisions,
  readExpiredRevisions,
  readFormerPlugins,
} from '../database/operations/retention';
import {
  gone,
  readHeldOfPlugin,
  Revision,
  writeRevisions,
} from '../database/operations/sections';

const BATCH = 500;

/**
 * Deletes what is kept no longer: old revisions, but never the one that tells
 * how a section was at the horizon; what users have seen long ago; and what was
 * answered by plugins that do not take part any more.
 */
export class Retention {
  constructor(
    private readonly options: {
      knex: Knex;
      pluginIds: string[];
      retentionMs: number;
      lookRetentionMs: number;
      logger: LoggerService;
      /** Called after revisions were committed. */
      onRevisions?: (revisions: Revision[]) => void;
    },
  ) {}

  /** Runs hourly, on one replica at a time. */
  async start(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'context-retention',
      frequency: { hours: 1 },
      timeout: { minutes: 30 },
      fn: async signal => {
        const now = new Date();
        await this.endFormerPlugins(now);
        const expired = await this.expireRevisions(now, signal);
        await this.expireLooks(now);
        if (expired > 0) {
          this.options.logger.info(`${expired} old revisions deleted`);
        }
      },
    });
  }

  /** @returns how many revisions were deleted */
  async expireRevisions(now: Date, signal?: AbortSignal): Promise<number> {
    const { knex, retentionMs } = this.options;
    const horizon = new Date(now.getTime() - retentionMs);
    let count = 0;
    let after: number | undefined = 0;
    while (after !== undefined && !signal?.aborted) {
      const { expired, last } = await readExpiredRevisions(
        knex,
        horizon,
        after,
        BATCH,
      );
      if (expired.length > 0) {
        await knex.transaction(async tx => {
          await lockHead(tx);
          await deleteRevisions(tx, expired);
        });
      }
      count += expired.length;
      after = last;
    }
    return count;
  }

  /** @returns how many looks were deleted */
  async expireLooks(now: Date): Promise<number> {
    const { knex, lookRetentionMs } = this.options;
    return deleteLooks(knex, new Date(now.getTime() - lookRetentionMs));
  }

  /** Ends the sections of plugins that the config does not list any more. */
  async endFormerPlugins(now: Date): Promise<void> {
    const { knex, pluginIds, onRevisions } = this.options;
    for (const pluginId of await readFormerPlugins(knex, pluginIds)) {
      let revisions: Revision[];
      do {
        revisions = await knex.transaction(async tx => {
          await lockHead(tx);
          const held = await readHeldOfPlugin(tx, pluginId, BATCH);
          if (held.length === 0) await deletePlugin(tx, pluginId);
          return writeRevisions(
            tx,
            held.map(section => gone(section, now)),
            now,
          );
        });
        if (revisions.length > 0) onRevisions?.(revisions);
      } while (revisions.length > 0);
    }
  }
}
