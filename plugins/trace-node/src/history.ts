import { LoggerService } from '@backstage/backend-plugin-api';
import { HumanDuration, JsonObject } from '@backstage/types';
import { Fact, RepositoryName } from '@throughline/plugin-trace-common';

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
    /**
     * What people should know of this import, e.g. that a vendor lists only the
     * first 250 commits of a pull request. Replaces what was noted before;
     * undefined leaves it.
     */
    notes?: string[];
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

/** What a group of histories is given to find them. */
export interface HistoryGroupContext {
  /** Every repository that an entity of the catalog claims. */
  claimedRepositories(): Promise<RepositoryName[]>;
  /** Aborted when the backend shuts down. */
  signal: AbortSignal;
  logger: LoggerService;
}

/**
 * Histories that come and go while the backend runs: one for each repository of
 * an organisation, say.
 */
export interface HistoryGroup {
  /** Unique; the ids of its histories begin with it and a colon. */
  id: string;
  /** The source its histories belong to on the Connections page. */
  source: HistoryProvider['source'];
  /** How many of its histories may run at once on a replica. */
  concurrency: number;
  /**
   * The histories there are now, the most important first. Asked at start-up
   * and every minute. A history that is missing is not run and not shown; its
   * checkpoint stays for when it comes back.
   *
   * @throws with a message for people; what was listed before stays
   */
  list(context: HistoryGroupContext): Promise<HistoryProvider[]>;
  /**
   * Why the last `list` may lack some, for people. What it lists is run all the
   * same, where a `list` that throws would leave even what is new among it.
   */
  readonly problem?: string;
}
