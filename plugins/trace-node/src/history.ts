import { LoggerService } from '@backstage/backend-plugin-api';
import { HumanDuration, JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';

/** What a history import is given to work with. */
export interface HistoryContext {
  /** What the last `write` of an earlier run left; undefined on the first. */
  checkpoint: JsonObject | undefined;
  /**
   * Stores facts, checkpoint and progress in one transaction: after a kill the
   * next run goes on from exactly here. Facts that are already known change
   * nothing.
   */
  write(batch: {
    facts: Fact[];
    checkpoint: JsonObject;
    done: number;
    total?: number;
  }): Promise<void>;
  /** Aborted when the backend shuts down. */
  signal: AbortSignal;
  logger: LoggerService;
}

/**
 * Reads facts that were there before the first delivery, or that no delivery
 * brings. Runs on a schedule, on one replica at a time.
 */
export interface HistoryProvider {
  /** Unique and stable: its checkpoint is kept under it. */
  id: string;
  /** The source it belongs to on the Connections page. */
  source: { id: string; title: string; gives: string[] };
  /** `host/owner/name`, or what else it reads. */
  repository: string;
  frequency: HumanDuration;
  /** @throws with a message for people when it cannot go on */
  run(context: HistoryContext): Promise<void>;
}
