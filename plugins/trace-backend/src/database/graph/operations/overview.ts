import {
  Chain,
  MAX_STAGE_COUNT,
  Stage,
  WAITING_STAGES,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { CHAIN_COLUMNS, toChain } from './chains';

/** Rows of open incidents that are read at the most. */
const MAX_INCIDENTS = 2_000;

/** `asked(ref)`, for statements about some entities. */
const askedFor = (refs: string[]) =>
  `asked(ref) AS (VALUES ${refs.map(() => '(CAST(? AS text))').join(', ')})`;

/** Changes of an entity that wait in a stage. */
export interface WaitingChanges {
  entityRef: string;
  stage: Stage;
  /** Counted up to {@link MAX_STAGE_COUNT}. */
  count: number;
  /** Node key of the change that has waited longest. */
  oldest: string;
}

/**
 * How many changes of the entities wait in each stage. Where none does, there
 * is no row.
 *
 * @param refs - at most 100
 */
export async function readWaiting(
  knex: Knex,
  refs: string[],
): Promise<WaitingChanges[]> {
  const waiting = `chains WHERE chains.entity_ref = asked.ref
    AND chains.stage = stages.stage AND waiting`;
  const result = await knex.raw(
    `WITH ${askedFor(refs)},
     stages(stage) AS (VALUES ${WAITING_STAGES.map(s => `('${s}')`).join(', ')})
     SELECT ref, stage,
       (SELECT COUNT(*) FROM
         (SELECT 1 FROM ${waiting} LIMIT ${MAX_STAGE_COUNT}) AS counted
       ) AS count,
       (SELECT change_key FROM ${waiting}
         ORDER BY stage_since, change_key LIMIT 1) AS oldest
     FROM asked CROSS JOIN stages`,
    refs,
  );
  const rows: Array<{
    ref: string;
    stage: Stage;
    count: number | string;
    oldest: string | null;
  }> = result.rows ?? result;
  return rows.flatMap(({ ref: entityRef, stage, count, oldest }) =>
    oldest === null ? [] : { entityRef, stage, count: Number(count), oldest },
  );
}

/**
 * Node key of the change of each entity that something happened to last.
 *
 * @param refs - at most 100
 */
export async function readLastChanges(
  knex: Knex,
  refs: string[],
): Promise<Map<string, string>> {
  const result = await knex.raw(
    `WITH ${askedFor(refs)}
     SELECT ref, (SELECT change_key FROM chains
       WHERE chains.entity_ref = asked.ref
       ORDER BY updated_at DESC, change_key DESC LIMIT 1) AS last
     FROM asked`,
    refs,
  );
  const rows: Array<{ ref: string; last: string | null }> =
    result.rows ?? result;
  return new Map(
    rows.flatMap(({ ref, last }) => (last === null ? [] : [[ref, last]])),
  );
}

/** A chain, and the entity whose it is. */
export interface OwnedChain {
  entityRef: string;
  chain: Chain;
}

interface OwnedRow {
  entity_ref: string;
  restricted: boolean;
  chain: string;
}

const toOwned = (row: OwnedRow): OwnedChain => ({
  entityRef: row.entity_ref,
  chain: toChain(row),
});

/** Chains of the entities that an open incident says were its cause. */
export async function readChainsWithIncidents(
  knex: Knex,
  refs: string[],
): Promise<OwnedChain[]> {
  const rows: OwnedRow[] = await knex('chains')
    .select('entity_ref', ...CHAIN_COLUMNS)
    .whereIn('entity_ref', refs)
    // As it stands in the index, so that the index serves.
    .whereRaw('open_incident')
    .limit(MAX_INCIDENTS);
  return rows.map(toOwned);
}

/** Chains of some entities' changes. */
export async function readChainsOf(
  knex: Knex,
  refs: string[],
  ids: string[],
): Promise<OwnedChain[]> {
  if (ids.length === 0) return [];
  const rows: OwnedRow[] = await knex('chains')
    .select('entity_ref', ...CHAIN_COLUMNS)
    .whereIn('entity_ref', refs)
    .whereIn('change_key', ids);
  return rows.map(toOwned);
}

/**
 * Those of the repositories that anything was seen of.
 *
 * @param repositories - at most 100
 */
export async function readSeenRepositories(
  knex: Knex,
  repositories: string[],
): Promise<Set<string>> {
  if (repositories.length === 0) return new Set();
  const result = await knex.raw(
    `WITH ${askedFor(repositories)}
     SELECT ref FROM asked WHERE EXISTS
       (SELECT 1 FROM nodes WHERE nodes.repository = asked.ref)`,
    repositories,
  );
  const rows: Array<{ ref: string }> = result.rows ?? result;
  return new Set(rows.map(({ ref }) => ref));
}
