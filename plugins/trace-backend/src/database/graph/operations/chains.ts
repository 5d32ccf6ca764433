import { Chain, ChainsFilter } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { redactChain, restrictAll } from '../../../restriction/redact';
import {
  deleteWhereIn,
  inParts,
  isPostgres,
  parseJson,
  selectWhereIn,
  upsert,
} from '@throughline/backend-kit';

interface ChainRow {
  entity_ref: string;
  change_key: string;
  updated_at: string;
  restricted: boolean | number;
  chain: string;
}

/** Columns that a chain is read from. */
export const CHAIN_COLUMNS = ['chain', 'restricted'] as const;

/**
 * A chain as it is stored, marked where it is restricted. The column goes ahead
 * of the chain while it waits to be projected under another policy.
 */
export function toChain(row: Pick<ChainRow, 'chain' | 'restricted'>): Chain {
  const chain = parseJson<Chain>(row.chain);
  return row.restricted && !chain.restricted ? restrictAll(chain) : chain;
}

/** A chain of an entity, to be stored. */
export interface EntityChain {
  entityRef: string;
  chain: Chain;
}

/** Where a page of chains ends. */
export interface ChainsCursor {
  updatedAt: string;
  id: string;
}

function searchText(chain: Chain): string {
  return [
    chain.restricted === 'hidden' ? '' : chain.title,
    chain.number === undefined ? '' : `#${chain.number}`,
    chain.landedAs ?? '',
    ...chain.tickets.map(({ key, title }) => `${key} ${title ?? ''}`),
  ]
    .join(' ')
    .toLowerCase();
}

/** An environment as the column `live_in` lists it: `|` only separates. */
function listed(environment: string): string {
  return `|${environment.replace(/[%|]/g, encodeURIComponent)}|`;
}

function toRow({ entityRef, chain }: EntityChain) {
  const search = searchText(chain);
  const openSearch = searchText(redactChain(chain));
  const live = chain.environments
    .filter(({ state }) => state === 'live' || state === 'baseline')
    .map(({ environment }) => listed(environment));
  return {
    entity_ref: entityRef,
    change_key: chain.id,
    updated_at: chain.updatedAt,
    stage: chain.stage,
    stage_since: chain.stageSince,
    open_incident: chain.incidents.some(({ state }) => state === 'open'),
    waiting: chain.waiting,
    incomplete: chain.incomplete.length > 0,
    agent: chain.authorship.value !== 'none-seen',
    author_login: chain.author.login?.toLowerCase() ?? null,
    live_in: live.join(''),
    search,
    open_search: openSearch === search ? null : openSearch,
    restricted: chain.restricted !== undefined,
    chain: JSON.stringify(chain),
  };
}

/** Equal as stored: SQLite keeps flags as numbers. */
function isHeld(held: object | undefined, row: ReturnType<typeof toRow>) {
  const stored = held as Record<string, unknown> | undefined;
  return (
    stored !== undefined &&
    Object.entries(row).every(([column, value]) =>
      typeof value === 'boolean'
        ? Boolean(stored[column]) === value
        : stored[column] === value,
    )
  );
}

/**
 * Replaces all chains of the changes, over entities. Rows that are as they
 * should be are left alone.
 *
 * @returns `owners`: refs of the entities of which a chain came, went or
 *   changed; `before`: those that went or changed, as they were projected last,
 *   whatever was restricted since
 */
export async function replaceChains(
  tx: Knex.Transaction,
  changeKeys: string[],
  chains: EntityChain[],
): Promise<{ owners: Set<string>; before: EntityChain[] }> {
  const identity = (row: { entity_ref: string; change_key: string }) =>
    `${row.change_key}\n${row.entity_ref}`;
  const held = new Map(
    (
      await selectWhereIn<ChainRow>(
        () => tx('chains').select(),
        'change_key',
        changeKeys,
      )
    ).map(row => [identity(row), row]),
  );
  const rows = chains.map(toRow);
  const wanted = new Set(rows.map(identity));
  const gone = [...held.values()].filter(row => !wanted.has(identity(row)));
  for (const part of inParts(gone, 500)) {
    await tx('chains')
      .whereIn(
        ['entity_ref', 'change_key'],
        part.map(row => [row.entity_ref, row.change_key]),
      )
      .delete();
  }
  const changed = rows.filter(row => !isHeld(held.get(identity(row)), row));
  await upsert(tx, 'chains', ['entity_ref', 'change_key'], changed);
  const replaced = changed.flatMap(row => held.get(identity(row)) ?? []);
  return {
    owners: new Set([...gone, ...changed].map(row => row.entity_ref)),
    before: [...gone, ...replaced].map(row => ({
      entityRef: row.entity_ref,
      chain: parseJson<Chain>(row.chain),
    })),
  };
}

/** Removes all chains of the entities. */
export async function deleteChainsOfEntities(
  tx: Knex.Transaction,
  refs: string[],
): Promise<void> {
  await deleteWhereIn(() => tx('chains'), 'entity_ref', refs);
}

/**
 * Keeps rows whose column holds the text as it is. Not LIKE: its wildcards
 * would need escaping, and SQLite's knows no upper case.
 */
function holds(
  knex: Knex,
  column: Knex.Ref<string, object> | Knex.Raw,
  text: string,
): Knex.Raw {
  const position = isPostgres(knex) ? 'strpos' : 'instr';
  return knex.raw(`${position}(?, ?) > 0`, [column, text]);
}

/**
 * A page of an entity's chains, latest first.
 *
 * @param options - `logins`: forge logins of the reader; used only with
 *   `mine`. `seesRestricted`: whether a search finds restricted words
 */
export async function readChainsPage(
  knex: Knex,
  entityRef: string,
  options: {
    filter: ChainsFilter;
    logins: string[];
    seesRestricted: boolean;
    after?: ChainsCursor;
    limit: number;
  },
): Promise<Chain[]> {
  const { filter, logins, seesRestricted, after, limit } = options;
  const query = knex('chains')
    .select(CHAIN_COLUMNS)
    .where({ entity_ref: entityRef })
    .orderBy([
      { column: 'updated_at', order: 'desc' },
      { column: 'change_key', order: 'desc' },
    ])
    .limit(limit);
  if (after) {
    // Compared as a row, a page begins in the index where the last one ended.
    query.whereRaw('(updated_at, change_key) < (?, ?)', [
      after.updatedAt,
      after.id,
    ]);
  }
  if (filter.mine) query.whereIn('author_login', logins);
  if (filter.waiting) query.where({ waiting: true });
  if (filter.incomplete) query.where({ incomplete: true });
  if (filter.agent) query.where({ agent: true });
  if (filter.environment) {
    query.where(holds(knex, knex.ref('live_in'), listed(filter.environment)));
  }
  if (filter.search) {
    const text = filter.search.toLowerCase();
    const column = seesRestricted
      ? knex.ref('search')
      : knex.raw('COALESCE(open_search, search)');
    query.where(holds(knex, column, text));
  }
  const rows: ChainRow[] = await query;
  return rows.map(toChain);
}

/** One chain of an entity. */
export async function readChain(
  knex: Knex,
  entityRef: string,
  id: string,
): Promise<Chain | undefined> {
  const row: ChainRow | undefined = await knex('chains')
    .select(CHAIN_COLUMNS)
    .where({ entity_ref: entityRef, change_key: id })
    .first();
  return row && toChain(row);
}

/** All chains of the changes, over entities, in a fixed order. */
export async function readChainsOfChanges(
  knex: Knex,
  changeKeys: string[],
): Promise<EntityChain[]> {
  const rows = await selectWhereIn<ChainRow>(
    () => knex('chains').select('entity_ref', 'change_key', ...CHAIN_COLUMNS),
    'change_key',
    changeKeys,
  );
  return rows
    .map(row => ({ entityRef: row.entity_ref, chain: toChain(row) }))
    .sort(
      (a, b) =>
        b.chain.updatedAt.localeCompare(a.chain.updatedAt) ||
        (`${a.chain.id} ${a.entityRef}` < `${b.chain.id} ${b.entityRef}`
          ? -1
          : 1),
    );
}

/** Chains of an entity by change, in no order. */
export async function readChainsById(
  knex: Knex,
  entityRef: string,
  ids: string[],
): Promise<Chain[]> {
  const rows: ChainRow[] = await knex('chains')
    .select(CHAIN_COLUMNS)
    .where({ entity_ref: entityRef })
    .whereIn('change_key', ids);
  return rows.map(toChain);
}

/**
 * Restricts the chains of changes at once, all of what they say, until they are
 * projected anew.
 */
export async function restrictChains(
  tx: Knex.Transaction,
  changeKeys: Iterable<string>,
): Promise<void> {
  for (const keys of inParts([...new Set(changeKeys)], 500)) {
    await tx('chains')
      .whereIn('change_key', keys)
      .update({ restricted: true, open_search: '' });
  }
}
