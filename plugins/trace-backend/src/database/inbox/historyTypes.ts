import { JsonObject } from '@backstage/types';
import { HistorySummary } from '@throughline/plugin-trace-common';

/** What is stored of a history provider before it first runs. */
export interface HistoryIdentity {
  id: string;
  source: string;
  repository: string;
}

/** One replica's hold on a history, for as long as it keeps renewing it. */
export interface HistoryLease {
  id: string;
  owner: string;
}

/** A history as it is stored. */
export interface HistoryRow
  extends Omit<HistorySummary, 'updatedAt' | 'completedAt'> {
  source: string;
  updatedAt?: Date;
  completedAt?: Date;
}

/** Where a run that was claimed goes on from. */
export interface ClaimedHistory {
  checkpoint?: JsonObject;
}

/** How a run ended. */
export type HistoryEnd =
  /** Everything there is was read. */
  | { state: 'done'; nextRunAt: Date }
  | { state: 'failed'; message: string; nextRunAt: Date }
  /** The replica stops; another goes on at once. */
  | { state: 'waiting' };
