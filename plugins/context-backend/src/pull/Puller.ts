import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { endLease, takeLease } from '../database/operations/leases';
import { markExpired } from '../database/operations/markExpired';
import { Revision } from '../database/operations/sections';
import { hurryTurns, readTurns, Turn } from '../database/operations/turns';
import { checkAnswer } from './checkAnswer';
import { ContextSource, SourceError } from './ContextSource';
import { FULL_BATCH, pauseMs, retryAfterMs } from './patience';
import { EndedRequest, writeAnswer, writeFailure } from './writeAnswer';

/** What a lease lasts longer than the request it is for. */
const LEASE_MARGIN_MS = 30_000;
const MAX_MESSAGE = 500;

/** What a {@link Puller} works with. */
export interface PullerOptions {
  source: ContextSource;
  knex: Knex;
  /** How long the source may take to answer. */
  timeoutMs: number;
  logger: LoggerService;
  /** Called after revisions were committed. */
  onRevisions?: (revisions: Revision[]) => void;
  /** For tests: milliseconds since 1970. */
  clock?: () => number;
}

/**
 * Asks one plugin what is due, a batch at a time. No other replica asks it
 * meanwhile: that would be twice the load for the same answers.
 */
export class Puller {
  readonly #options: PullerOptions;
  readonly #lease: { pluginId: string; owner: string };
  readonly #stopping = new AbortController();
  #failures = 0;
  #pausedUntil = 0;

  constructor(options: PullerOptions) {
    this.#options = options;
    this.#lease = { pluginId: options.source.id, owner: randomUUID() };
  }

  /** Breaks the request under way off; nothing is written of it. */
  stop(): void {
    this.#stopping.abort();
  }

  /**
   * Asks for one batch of what is due.
   *
   * @returns how many entities were asked about; 0 when there is nothing to do
   *   for now
   */
  async pullOnce(): Promise<number> {
    const { knex, timeoutMs } = this.#options;
    const { pluginId } = this.#lease;
    const now = this.#now();
    if (now.getTime() < this.#pausedUntil || this.#stopping.signal.aborted) {
      return 0;
    }
    await markExpired(knex, pluginId, now);
    if ((await readTurns(knex, pluginId, now, 1)).length === 0) return 0;

    const until = new Date(now.getTime() + timeoutMs + LEASE_MARGIN_MS);
    if (!(await takeLease(knex, { ...this.#lease, now, until }))) return 0;
    const turns = await this.#nextTurns(now);
    if (turns.length === 0) {
      await endLease(knex, this.#lease);
      return 0;
    }
    await this.#ask(turns);
    return turns.length;
  }

  /** The longest due, and what is to be asked in the same company. */
  async #nextTurns(now: Date): Promise<Turn[]> {
    const { knex, source } = this.#options;
    const turns = await readTurns(knex, source.id, now, FULL_BATCH);
    if (turns.length === 0) return [];
    const size = turns[0].batchSize;
    return turns.filter(turn => turn.batchSize === size).slice(0, size);
  }

  async #ask(turns: Turn[]): Promise<void> {
    const { knex, source, logger, onRevisions } = this.#options;
    const refs = turns.map(({ entityRef }) => entityRef);
    let answer;
    try {
      answer = checkAnswer(source.id, refs, await this.#read(refs));
    } catch (error) {
      if (this.#stopping.signal.aborted) await endLease(knex, this.#lease);
      else await this.#fail(turns, messageOf(error, source.id));
      return;
    }
    if (answer.strangers.length > 0) {
      logger.warn(
        `The plugin "${source.id}" answered about ${
          answer.strangers.length
        } entities that it was not asked about, e.g. ${JSON.stringify(
          answer.strangers[0].slice(0, 200),
        )}`,
      );
    }
    for (const [ref, problem] of answer.problems) {
      logger.debug(`${ref}: ${problem}`);
    }
    const written = await writeAnswer(knex, this.#ended(turns), answer);
    if (!written) return;
    this.#failures = 0;
    if (written.recovered) {
      logger.info(`The plugin "${source.id}" answers again`);
      await knex.transaction(tx => hurryTurns(tx, source.id, this.#now()));
    }
    if (written.revisions.length > 0) onRevisions?.(written.revisions);
  }

  /** Gives up after the timeout, even on a source that does not listen. */
  async #read(refs: string[]): Promise<unknown[]> {
    const { source, timeoutMs } = this.#options;
    const stopping = this.#stopping.signal;
    const overdue = new AbortController();
    const signal = AbortSignal.any([stopping, overdue.signal]);
    let giveUp = () => {};
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = () =>
        reject(
          new SourceError(
            `The plugin "${source.id}" did not answer within ${
              timeoutMs / 1_000
            } s`,
          ),
        );
    });
    const timer = setTimeout(() => {
      giveUp();
      overdue.abort();
    }, timeoutMs);
    stopping.addEventListener('abort', giveUp);
    try {
      return await Promise.race([source.read(refs, signal), givenUp]);
    } finally {
      clearTimeout(timer);
      stopping.removeEventListener('abort', giveUp);
    }
  }

  async #fail(turns: Turn[], message: string): Promise<void> {
    const { knex, logger } = this.#options;
    this.#failures += 1;
    this.#pausedUntil = this.#now().getTime() + pauseMs(this.#failures);
    logger.warn(`${message}; asked about ${turns.length} entities`);
    await writeFailure(knex, this.#ended(turns), message);
  }

  #ended(turns: Turn[]): EndedRequest {
    const now = this.#now();
    return {
      lease: this.#lease,
      turns,
      now,
      retryAt: attempts =>
        new Date(now.getTime() + retryAfterMs(attempts, Math.random())),
    };
  }

  #now(): Date {
    return new Date((this.#options.clock ?? Date.now)());
  }
}

function messageOf(error: unknown, pluginId: string): string {
  if (error instanceof SourceError) {
    return error.message.replaceAll('\0', '').slice(0, MAX_MESSAGE);
  }
  // Anything else may say more than readers should know.
  const name = isError(error) ? error.name : 'unknown error';
  return `The plugin "${pluginId}" could not be asked (${name})`;
}
