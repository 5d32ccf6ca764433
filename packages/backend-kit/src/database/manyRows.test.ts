import { TestDatabases } from '@backstage/backend-test-utils';
import {
  deleteWhereIn,
  insertMissing,
  selectWhereIn,
  upsert,
} from './manyRows';
import { isPostgres } from './sql';

interface Row {
  key: string;
  count: number | null;
  flag: boolean | null;
  at: Date | null;
}

const AT = new Date('2026-01-05T10:00:00.123Z');
const row = (key: string, parts: Partial<Row> = {}): Row => ({
  key,
  count: 1,
  flag: true,
  at: AT,
  ...parts,
});

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

describe.each(databases.eachSupportedId())('many rows (%s)', id => {
  async function table() {
    const knex = await databases.init(id);
    await knex.schema.createTable('rows', columns => {
      columns.text('key').primary();
      columns.bigInteger('count').nullable();
      columns.boolean('flag').nullable();
      columns.dateTime('at').nullable();
    });
    const stored = async (key: string) => {
      const { count, flag, at } = await knex('rows').where({ key }).first();
      return {
        key,
        count: count === null ? null : Number(count),
        flag: flag === null ? null : Boolean(flag),
        at: at === null ? null : new Date(at),
      };
    };
    return { knex, stored };
  }

  it('are what they were, of every type', async () => {
    const { knex, stored } = await table();
    const some = row('none', { count: null, flag: null, at: null });
    await upsert(knex, 'rows', ['key'], [row('a'), some]);
    expect(await stored('a')).toEqual(row('a'));
    expect(await stored('none')).toEqual(some);
  });

  it('replace others, with nothing where there is nothing', async () => {
    const { knex, stored } = await table();
    await upsert(knex, 'rows', ['key'], [row('a'), row('b')]);
    const emptied = row('a', { count: null, flag: null, at: null });
    await upsert(knex, 'rows', ['key'], [emptied]);
    expect(await stored('a')).toEqual(emptied);
    expect(await stored('b')).toEqual(row('b'));
  });

  it('are not written again when they are as they should be', async () => {
    const { knex } = await table();
    // SQLite does not tell; there, these are written again.
    if (!isPostgres(knex)) return;
    const rows = [row('a'), row('b', { count: null, flag: null, at: null })];
    await upsert(knex, 'rows', ['key'], rows);
    const versions = () => knex('rows').select('key', 'ctid').orderBy('key');
    const before = await versions();
    await upsert(knex, 'rows', ['key'], rows);
    expect(await versions()).toEqual(before);
    await upsert(knex, 'rows', ['key'], [row('b')]);
    const after = await versions();
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).not.toEqual(before[1]);
  });

  it('leave those that are there alone', async () => {
    const { knex, stored } = await table();
    await insertMissing(knex, 'rows', ['key'], [row('a')]);
    const later = [row('a', { count: 2 }), row('b', { count: 2 })];
    await insertMissing(knex, 'rows', ['key'], later);
    expect(await stored('a')).toEqual(row('a'));
    expect(await stored('b')).toEqual(row('b', { count: 2 }));
  });

  it('may be more than a statement takes, or none', async () => {
    const { knex } = await table();
    const keys = Array.from({ length: 2_345 }, (_, index) => `k${index}`);
    await upsert(
      knex,
      'rows',
      ['key'],
      keys.map(key => row(key)),
    );
    await upsert(knex, 'rows', ['key'], []);
    const all = () => selectWhereIn<Row>(() => knex('rows'), 'key', keys);
    expect(await all()).toHaveLength(2_345);
    await deleteWhereIn(() => knex('rows'), 'key', keys.slice(0, 2_000));
    expect(await all()).toHaveLength(345);
    expect(await selectWhereIn(() => knex('rows'), 'key', [])).toEqual([]);
  });
});
