import { Knex } from 'knex';
import {
  ClaimedHistory,
  HistoryEnd,
  HistoryIdentity,
  HistoryLease,
  HistoryRow,
} from './historyTypes';
import { claimHistory, ClaimHistoryOptions } from './operations/claimHistory';
import { DueHistory, dueHistories } from './operations/dueHistories';
import { endHistoryRun } from './operations/endHistoryRun';
import { listHistories } from './operations/listHistories';
import { registerHistories } from './operations/registerHistories';
import { renewHistoryLease } from './operations/renewHistoryLease';
import {
  HistoryProgress,
  writeHistoryProgress,
} from './operations/writeHistoryProgress';

/** Where histories keep how far they are. See the operations for each. */
export interface HistoryStore {
  transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T>;
  register(histories: HistoryIdentity[]): Promise<void>;
  /** Those that could be claimed now, by id. */
  due(now: Date): Promise<Map<string, DueHistory>>;
  /** @returns undefined when it is not due or another replica holds it */
  claim(options: ClaimHistoryOptions): Promise<ClaimedHistory | undefined>;
  /** @returns false when the hold is lost */
  renew(lease: HistoryLease, leaseUntil: Date): Promise<boolean>;
  /** @returns false when the hold is lost */
  writeProgress(
    tx: Knex.Transaction,
    lease: HistoryLease,
    progress: HistoryProgress,
  ): Promise<boolean>;
  end(lease: HistoryLease, end: HistoryEnd): Promise<void>;
  list(ids: string[]): Promise<HistoryRow[]>;
}

/** Histories in SQLite or PostgreSQL. */
export function createHistoryStore(knex: Knex): HistoryStore {
  return {
    transaction: work => knex.transaction(work),
    register: histories =>
      knex.transaction(tx => registerHistories(tx, histories)),
    due: now => dueHistories(knex, now),
    claim: options => claimHistory(knex, options),
    renew: (lease, leaseUntil) => renewHistoryLease(knex, lease, leaseUntil),
    writeProgress: writeHistoryProgress,
    end: (lease, end) => knex.transaction(tx => endHistoryRun(tx, lease, end)),
    list: ids => listHistories(knex, ids),
  };
}
