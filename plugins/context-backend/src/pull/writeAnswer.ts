import { Knex } from 'knex';
import { lockHead } from '../database/operations/head';
import {
  endLease,
  endLeaseAnswered,
  holdLease,
  Lease,
} from '../database/operations/leases';
import { knownEntities } from '../database/operations/markDue';
import {
  confirmSections,
  forgetHistories,
  readHeld,
  Revision,
  writeRevisions,
} from '../database/operations/sections';
import { endTurns, Turn } from '../database/operations/turns';
import { CheckedAnswer } from './checkAnswer';
import { diffSections } from './diffSections';
import { FULL_BATCH, smallerBatch } from './patience';

/** A request to a plugin that is over. */
export interface EndedRequest {
  lease: Lease;
  turns: Turn[];
  now: Date;
  retryAt: (attempts: number) => Date;
}

/**
 * Writes an answer: sections, revisions, and what is not due any more, in one
 * transaction.
 *
 * @returns undefined, with nothing written, when another replica has the lease
 */
export async function writeAnswer(
  knex: Knex,
  { lease, turns, now, retryAt }: EndedRequest,
  answer: CheckedAnswer,
): Promise<{ revisions: Revision[]; recovered: boolean } | undefined> {
  const { pluginId } = lease;
  return knex.transaction(async tx => {
    await lockHead(tx);
    const state = await holdLease(tx, lease);
    if (!state) return undefined;

    // An entity that the catalog lost while the plugin was asked has had all
    // its sections ended; they do not come back by a late answer.
    const known = new Set(
      await knownEntities(
        tx,
        turns.map(({ entityRef }) => entityRef),
      ),
    );
    const { changed, confirmed, forgotten } = diffSections({
      pluginId,
      held: await readHeld(tx, [...known], pluginId),
      answered: answer.sections.filter(({ entityRef }) => known.has(entityRef)),
      complete: new Set(
        [...known].filter(entityRef => !answer.problems.has(entityRef)),
      ),
      now,
    });
    const revisions = await writeRevisions(tx, changed, now);
    await confirmSections(tx, confirmed, now);
    await forgetHistories(tx, forgotten);
    await endTurns(tx, {
      pluginId,
      turns,
      problems: new Map(
        [...answer.problems].filter(([entityRef]) => known.has(entityRef)),
      ),
      batchSizeOf: () => FULL_BATCH,
      now,
      retryAt,
    });
    await endLeaseAnswered(tx, lease, now);
    return { revisions, recovered: state.failing };
  });
}

/** Notes that a plugin could not be asked; what is kept of it stays. */
export async function writeFailure(
  knex: Knex,
  { lease, turns, now, retryAt }: EndedRequest,
  message: string,
): Promise<void> {
  await knex.transaction(async tx => {
    const state = await holdLease(tx, lease);
    if (!state) return;
    await endTurns(tx, {
      pluginId: lease.pluginId,
      turns,
      problems: new Map(turns.map(({ entityRef }) => [entityRef, message])),
      batchSizeOf: ({ batchSize }) => smallerBatch(batchSize),
      now,
      retryAt,
    });
    // What fails alone, while others are answered, is no failure of the plugin.
    const ofOneEntity =
      !state.failing && turns.every(({ batchSize }) => batchSize === 1);
    await endLease(tx, lease, ofOneEntity ? undefined : { message, now });
  });
}
