import { Knex } from 'knex';
import { readdirSync } from 'node:fs';
import { eachEmptyDatabase, migrations } from './__testUtils__/databases';

const files = readdirSync(migrations)
  .filter(file => file.endsWith('.js'))
  .sort();

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

describe('migrations', () => {
  eachEmptyDatabase(
    'each goes up, down without a trace, and up',
    async knex => {
      expect(files).toContain('20261123100000_context.js');
      for (const file of files) {
        const before = await schemaOf(knex);
        const [, [upped]] = await knex.migrate.up({ directory: migrations });
        expect(upped).toBe(file);
        const after = await schemaOf(knex);
        expect(after).not.toEqual(before);

        await knex.migrate.down({ directory: migrations });
        expect(await schemaOf(knex)).toEqual(before);

        await knex.migrate.up({ directory: migrations });
        expect(await schemaOf(knex)).toEqual(after);
      }
    },
  );
});
