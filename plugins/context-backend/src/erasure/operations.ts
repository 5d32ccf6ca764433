import { JsonValue } from '@backstage/types';
import { Finder, parseJson, replaceWords } from '@throughline/backend-kit';
import { ContextSection } from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { markDue } from '../database/operations/markDue';
import { contentOf } from '../pull/sectionContent';

const ROWS = 500;

/** Who is to be erased. */
export interface Person {
  finder: Finder;
  /** Of the catalog, in lower case. What is kept of them goes as a whole. */
  refs: string[];
  dryRun: boolean;
}

/** A part of the work on one table. */
export interface Part {
  /** Rows in which something was found. */
  found: number;
  /** Where to go on from; missing at the end of the table. */
  after?: string[];
}

function eraseFromJson(value: JsonValue, finder: Finder): JsonValue {
  if (typeof value === 'string') return replaceWords(value, finder);
  if (Array.isArray(value)) {
    return value.map(item => eraseFromJson(item, finder));
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      replaceWords(name, finder),
      eraseFromJson(item ?? null, finder),
    ]),
  );
}

/** A body without the person, as a plugin would answer it. */
function eraseFromBody(body: string, finder: Finder) {
  const erased = eraseFromJson(parseJson<JsonValue & object>(body), finder);
  return contentOf(erased as unknown as ContextSection);
}

/** Deletes all that is kept of a person as an entity, and what they looked at. */
export async function deleteOwn(
  tx: Knex.Transaction,
  { refs, dryRun }: Person,
) {
  const rows = async (query: Knex.QueryBuilder): Promise<number> => {
    if (!dryRun) return query.delete();
    const [{ count }] = await query.count('* as count');
    return Number(count);
  };
  const of = (table: string) => rows(tx(table).whereIn('entity_ref', refs));
  return {
    looks: await rows(
      tx('looks').whereIn('user_ref', refs).orWhereIn('entity_ref', refs),
    ),
    sections: await of('sections'),
    revisions: await of('revisions'),
    due: await of('due'),
    entities: await of('entities'),
  };
}

/**
 * Replaces what sections say of a person, and has the plugins asked again. Their
 * hashes fit what they say then, so that a plugin that says the same makes no
 * new revision.
 */
export async function eraseFromSections(
  tx: Knex.Transaction,
  { finder, refs, dryRun }: Person,
  after: string[],
): Promise<Part> {
  const rows: Array<{
    entity_ref: string;
    section_id: string;
    plugin_id: string;
    body: string | null;
  }> = await tx('sections')
    .select('entity_ref', 'section_id', 'plugin_id', 'body')
    .whereRaw('(entity_ref, section_id) > (?, ?)', [
      after[0] ?? '',
      after[1] ?? '',
    ])
    .whereNotIn('entity_ref', refs)
    .orderBy(['entity_ref', 'section_id'])
    .limit(ROWS);
  let found = 0;
  for (const { body, plugin_id, ...key } of rows) {
    if (body === null) continue;
    const erased = eraseFromBody(body, finder);
    if (erased.body === body) continue;
    found += 1;
    if (dryRun) continue;
    await tx('sections').where(key).update(erased);
    await markDue(tx, {
      pluginIds: [plugin_id],
      entityRefs: [key.entity_ref],
      now: new Date(),
    });
  }
  const last = rows.length < ROWS ? undefined : rows.at(-1);
  return { found, after: last && [last.entity_ref, last.section_id] };
}

/** Replaces what sections said of a person. */
export async function eraseFromRevisions(
  tx: Knex.Transaction,
  { finder, refs, dryRun }: Person,
  after: string[],
): Promise<Part> {
  const rows: Array<{ revision: number | string; body: string | null }> =
    await tx('revisions')
      .select('revision', 'body')
      .where('revision', '>', Number(after[0] ?? 0))
      .whereNotIn('entity_ref', refs)
      .orderBy('revision')
      .limit(ROWS);
  let found = 0;
  for (const { revision, body } of rows) {
    if (body === null) continue;
    const erased = eraseFromBody(body, finder).body;
    if (erased === body) continue;
    found += 1;
    if (!dryRun) {
      await tx('revisions').where({ revision }).update({ body: erased });
    }
  }
  const last = rows.length < ROWS ? undefined : rows.at(-1);
  return { found, after: last && [String(last.revision)] };
}

/** Replaces a person in a text of each row of a table. */
export async function eraseFromTexts(
  tx: Knex.Transaction,
  where: { table: string; keys: string[]; column: string },
  { finder, refs, dryRun }: Person,
  after: string[],
): Promise<Part> {
  const { table, keys, column } = where;
  const query = tx(table)
    .select([...keys, column])
    .whereNotNull(column)
    .orderBy(keys)
    .limit(ROWS);
  if (keys.includes('entity_ref')) query.whereNotIn('entity_ref', refs);
  if (after.length > 0) {
    query.whereRaw(
      `(${keys.join(', ')}) > (${keys.map(() => '?').join(', ')})`,
      after,
    );
  }
  const rows: Array<Record<string, string>> = await query;
  let found = 0;
  for (const row of rows) {
    const erased = replaceWords(row[column], finder);
    if (erased === row[column]) continue;
    found += 1;
    const key = Object.fromEntries(keys.map(name => [name, row[name]]));
    if (!dryRun)
      await tx(table)
        .where(key)
        .update({ [column]: erased });
  }
  const last = rows.length < ROWS ? undefined : rows.at(-1);
  return { found, after: last && keys.map(name => last[name]) };
}
