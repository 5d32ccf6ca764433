import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  readRevisionAtTime,
  readTimeOfRevision,
  readTimesOfRevisions,
} from './operations/readMoments';
import { Moment, ResolvedMoment } from './types';

/** Clocks of callers and replicas differ by so much at most. */
const CLOCK_TOLERANCE_MS = 5_000;

/** A moment that changes are counted from. */
export interface Baseline extends ResolvedMoment {
  /** True when an older one was meant, which is not kept any more. */
  cut: boolean;
}

/** Finds the revisions that moments mean, within what is kept. */
export class Moments {
  readonly #knex: Knex;
  readonly #retentionMs: number;
  readonly #now: () => Date;

  constructor(knex: Knex, retentionMs: number, now: () => Date) {
    this.#knex = knex;
    this.#retentionMs = retentionMs;
    this.#now = now;
  }

  /** The oldest time of which it is known what was shown then. */
  keptSince(): Date {
    return new Date(this.#now().getTime() - this.#retentionMs);
  }

  /**
   * The moment that is meant.
   *
   * @param field - what the caller calls it, for the message
   * @param head - the newest revision
   * @throws InputError when it has not been yet, or is older than what is kept
   */
  async resolve(
    field: string,
    moment: Moment,
    head: number,
  ): Promise<ResolvedMoment> {
    return 'revision' in moment
      ? this.#ofRevision(field, moment.revision, head)
      : this.#ofTime(field, moment.time, head);
  }

  /**
   * Revisions that somebody has seen, or the oldest kept one where they are
   * older than that.
   */
  async baselines(revisions: number[]): Promise<Map<number, Baseline>> {
    const [oldest, times] = await Promise.all([
      this.#oldest(),
      readTimesOfRevisions(this.#knex, [...new Set(revisions)]),
    ]);
    return new Map(
      revisions.map(revision => [
        revision,
        revision < oldest.revision
          ? { ...oldest, cut: true }
          : { revision, at: times.get(revision) ?? oldest.at, cut: false },
      ]),
    );
  }

  async #ofRevision(
    field: string,
    revision: number,
    head: number,
  ): Promise<ResolvedMoment> {
    if (revision > head) {
      throw new InputError(
        `${field}: there is no revision ${revision} yet; the newest is ${head}`,
      );
    }
    const [oldest, at] = await Promise.all([
      this.#oldest(),
      readTimeOfRevision(this.#knex, revision),
    ]);
    if (revision < oldest.revision) {
      throw new InputError(
        `${field}: revision ${revision} is not kept any more; the oldest moment kept is revision ${oldest.revision} at ${oldest.at}`,
      );
    }
    // Without an earlier revision, nothing was known all the time before.
    return { revision, at: at ?? oldest.at };
  }

  async #ofTime(
    field: string,
    time: Date,
    head: number,
  ): Promise<ResolvedMoment> {
    const now = this.#now();
    if (time.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
      throw new InputError(
        `${field}: ${time.toISOString()} is in the future; it is ${now.toISOString()}`,
      );
    }
    const kept = this.keptSince();
    if (time < kept) {
      throw new InputError(
        `${field}: ${time.toISOString()} is not kept any more; the oldest moment kept is ${kept.toISOString()}`,
      );
    }
    const revision = await readRevisionAtTime(this.#knex, time);
    return {
      // What was recorded since the newest revision was asked for is not shown.
      revision: Math.min(revision, head),
      at: time.toISOString(),
    };
  }

  /**
   * The oldest moment kept. Of every section, the revision that was the latest
   * then is kept with all newer ones, so it is known what was shown from then
   * on.
   */
  async #oldest(): Promise<ResolvedMoment> {
    const kept = this.keptSince();
    return {
      revision: await readRevisionAtTime(this.#knex, kept),
      at: kept.toISOString(),
    };
  }
}
