import { isPostgres, parseJson } from '@throughline/backend-kit';
import {
  ErasureReport,
  ErasureSummary,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { giveUpWhenIdle } from '../../database/giveUpWhenIdle';

/** What an erasing goes through, in this order. */
export const PHASES = [
  'entities',
  'facts',
  'projection',
  'histories',
  'deliveries',
] as const;

/** One of {@link PHASES}. */
export type Phase = (typeof PHASES)[number];

/** An erasing that is under way. */
export interface Erasure {
  id: string;
  pseudonym: string;
  /** It counts and changes nothing. */
  rehearsal: boolean;
  phase: Phase;
  /** Where the phase goes on from. */
  position: { after?: string };
  report: ErasureReport;
}

interface ErasureRow {
  id: string;
  pseudonym: string;
  rehearsal: boolean | number;
  state: ErasureSummary['state'];
  phase: Phase;
  position: string;
  report: string;
  created_at: string | number | Date;
  updated_at: string | number | Date;
}

/** Nothing was found yet. */
const EMPTY: ErasureReport = {
  facts: 0,
  repositories: 0,
  entities: 0,
  histories: 0,
  deliveries: 0,
  bodies: 0,
  failedBodies: 0,
};

/** Notes that somebody is to be erased. */
export async function insertErasure(
  tx: Knex.Transaction,
  erasure: Pick<Erasure, 'id' | 'pseudonym' | 'rehearsal'>,
): Promise<void> {
  const now = new Date();
  await tx('erasures').insert({
    ...erasure,
    state: 'running',
    phase: PHASES[0],
    position: '{}',
    report: JSON.stringify(EMPTY),
    created_at: now,
    updated_at: now,
  });
}

/**
 * The oldest erasing that is under way, for this transaction only: another
 * replica gets none meanwhile, and one that dies gives it up.
 */
export async function claimErasure(
  tx: Knex.Transaction,
): Promise<Erasure | undefined> {
  const query = tx('erasures')
    .where({ state: 'running' })
    .orderBy('created_at')
    .limit(1);
  if (isPostgres(tx)) query.forUpdate().skipLocked();
  const [row]: ErasureRow[] = await query;
  if (!row) return undefined;
  await giveUpWhenIdle(tx);
  return {
    id: row.id,
    pseudonym: row.pseudonym,
    rehearsal: Boolean(row.rehearsal),
    phase: row.phase,
    position: parseJson(row.position),
    report: parseJson<ErasureReport>(row.report),
  };
}

/** Keeps how far it is. Without a phase, it is done. */
export async function writeErasure(
  tx: Knex.Transaction,
  erasure: Pick<Erasure, 'id' | 'position' | 'report'> & { phase?: Phase },
): Promise<void> {
  const { id, phase, position, report } = erasure;
  await tx('erasures')
    .where({ id })
    .update({
      state: phase ? 'running' : 'done',
      ...(phase ? { phase } : {}),
      position: JSON.stringify(position),
      report: JSON.stringify(report),
      updated_at: new Date(),
    });
}

/** How an erasing is, for people. */
export async function readErasure(
  knex: Knex,
  id: string,
): Promise<ErasureSummary | undefined> {
  const row: ErasureRow | undefined = await knex('erasures')
    .where({ id })
    .first();
  return (
    row && {
      id,
      pseudonym: row.pseudonym,
      dryRun: Boolean(row.rehearsal),
      state: row.state,
      phase: row.phase,
      startedAt: new Date(row.created_at).toISOString(),
      updatedAt: new Date(row.updated_at).toISOString(),
      report: parseJson<ErasureReport>(row.report),
    }
  );
}
