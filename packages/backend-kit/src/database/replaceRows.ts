import { Knex } from 'knex';
import { groupBy } from '../collections/groupBy';
import { deleteWhereIn, insertMissing, selectWhereIn } from './manyRows';

type Row = Record<string, unknown>;

/** Equal as stored: SQLite keeps flags as numbers. */
function isStoredAs(stored: unknown, value: unknown): boolean {
  switch (typeof value) {
    case 'boolean':
      return Boolean(stored) === value;
    case 'number':
      return stored !== null && Number(stored) === value;
    default:
      return stored === value;
  }
}

/**
 * Replaces all rows of some owners. Rows of owners of which none differs are
 * left alone: to find that out takes one statement, and nothing is written.
 *
 * @param columns - `owner` says whose a row is; `key` is the table's primary
 *   key. Of rows with the same key the first counts
 * @param rows - texts, numbers, flags or null; of these owners only
 */
export async function replaceRows(
  tx: Knex.Transaction,
  table: string,
  columns: { owner: string; key: string[] },
  owners: Iterable<string>,
  rows: object[],
): Promise<void> {
  const all = [...new Set(owners)];
  const keyOf = (row: Row) => JSON.stringify(columns.key.map(one => row[one]));
  const ownerOf = (row: Row) => String(row[columns.owner]);
  const held = groupBy(
    await selectWhereIn<Row>(() => tx(table).select(), columns.owner, all),
    ownerOf,
  );
  const wanted = groupBy(rows as Row[], ownerOf);
  const differs = (owner: string) => {
    const stored = new Map(
      (held.get(owner) ?? []).map(row => [keyOf(row), row]),
    );
    const own = new Map<string, Row>();
    for (const row of wanted.get(owner) ?? []) {
      if (!own.has(keyOf(row))) own.set(keyOf(row), row);
    }
    return (
      stored.size !== own.size ||
      [...own].some(([key, row]) => {
        const of = stored.get(key);
        return !(
          of &&
          Object.entries(row).every(([column, value]) =>
            isStoredAs(of[column], value),
          )
        );
      })
    );
  };
  const others = all.filter(differs);
  await deleteWhereIn(
    () => tx(table),
    columns.owner,
    others.filter(owner => held.has(owner)),
  );
  await insertMissing(
    tx,
    table,
    columns.key,
    others.flatMap(owner => wanted.get(owner) ?? []),
  );
}
