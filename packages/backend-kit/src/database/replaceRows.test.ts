import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { replaceRows } from './replaceRows';

const COLUMNS = { owner: 'owner', key: ['owner', 'key'] };

const row = (owner: string, key: string, weight = 0.9) => ({
  owner,
  key,
  weight,
  flag: true,
  text: null,
});

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

describe.each(databases.eachSupportedId())('replaced rows (%s)', id => {
  async function table() {
    const knex = await databases.init(id);
    await knex.schema.createTable('owned', columns => {
      columns.text('owner').notNullable();
      columns.text('key').notNullable();
      columns.float('weight').notNullable();
      columns.boolean('flag').notNullable();
      columns.text('text');
      columns.primary(['owner', 'key']);
    });
    return knex;
  }

  /** Replaces them and tells which statements that took. */
  async function replace(knex: Knex, owners: string[], rows: object[]) {
    const statements: string[] = [];
    await knex.transaction(async tx => {
      tx.on('query', ({ sql }) => statements.push(sql.split(' ')[0]));
      await replaceRows(tx, 'owned', COLUMNS, owners, rows);
    });
    return statements.filter(verb => /^(select|delete|insert)/i.test(verb));
  }

  const stored = async (knex: Knex) =>
    (await knex('owned').orderBy(['owner', 'key'])).map(
      ({ owner, key, weight }) => `${owner} ${key} ${weight}`,
    );

  it('come, become others and go, for their owners alone', async () => {
    const knex = await table();
    await replace(
      knex,
      ['a', 'b', 'c'],
      [row('a', '1'), row('a', '2'), row('b', '1'), row('c', '1')],
    );
    await replace(knex, ['a', 'b'], [row('a', '2', 0.5), row('a', '3')]);
    expect(await stored(knex)).toEqual(['a 2 0.5', 'a 3 0.9', 'c 1 0.9']);
  });

  it('are read and not written when none differs', async () => {
    const knex = await table();
    const rows = [row('a', '1'), row('a', '2'), row('b', '1')];
    await replace(knex, ['a', 'b'], rows);
    expect(await replace(knex, ['a', 'b', 'none'], rows.reverse())).toEqual([
      'select',
    ]);
    expect(await replace(knex, ['a', 'b'], rows.slice(1))).toContain('delete');
    expect(await stored(knex)).toHaveLength(2);
  });

  it('count once, as the first says, when two have the same key', async () => {
    const knex = await table();
    const twice = [row('a', '1'), row('a', '1', 0.1)];
    await replace(knex, ['a'], twice);
    expect(await replace(knex, ['a'], twice)).toEqual(['select']);
    expect(await stored(knex)).toEqual(['a 1 0.9']);
  });
});
