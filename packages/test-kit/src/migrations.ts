import { Knex } from 'knex';
import { readdirSync } from 'node:fs';

/** Every table, index and column there is, apart from knex's own. */
async function schemaOf(knex: Knex): Promise<unknown> {
  if (knex.client.config.client === 'pg') {
    const { rows: columns } = await knex.raw(
      `SELECT table_name, column_name, data_type, is_nullable
       FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name NOT LIKE 'knex_%'
       ORDER BY table_name, ordinal_position`,
    );
    const { rows: indexes } = await knex.raw(
      `SELECT indexdef FROM pg_indexes
       WHERE schemaname = 'public' AND tablename NOT LIKE 'knex_%'
       ORDER BY indexname`,
    );
    return { columns, indexes };
  }
  return knex.raw(
    `SELECT type, name, sql FROM sqlite_master
     WHERE tbl_name NOT LIKE 'knex_%' AND tbl_name NOT LIKE 'sqlite_%'
     ORDER BY type, name`,
  );
}

/**
 * Takes an empty database through all migrations, and expects of each that it
 * changes the schema, and goes down without a trace.
 *
 * @param directory - where the migrations are
 * @returns their names, in order
 */
export async function expectWaysBack(
  knex: Knex,
  directory: string,
): Promise<string[]> {
  const files = readdirSync(directory)
    .filter(file => file.endsWith('.js'))
    .sort();
  for (const file of files) {
    const before = await schemaOf(knex);
    const [, [upped]] = await knex.migrate.up({ directory });
    expect(upped).toBe(file);
    const after = await schemaOf(knex);
    expect(after).not.toEqual(before);

    await knex.migrate.down({ directory });
    expect(await schemaOf(knex)).toEqual(before);

    await knex.migrate.up({ directory });
    expect(await schemaOf(knex)).toEqual(after);
  }
  return files;
}
