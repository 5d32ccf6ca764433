// @ts-check

/**
 * Which folders changes touched that no entity claims, in repositories of which
 * some entity claims a part. Computed from facts and the catalog.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('unowned_changes', table => {
    table.comment('Changes that touched what no entity claims');
    table.text('change_key').notNullable();
    table
      .text('glob')
      .notNullable()
      .comment('What would claim it; empty: files not known, or restricted');
    table.text('repository').notNullable();
    table.string('landed_at', 24).notNullable();
    table.boolean('owned').notNullable().comment('Belongs to an entity, too');
    table.primary(['change_key', 'glob']);
    table.index(
      ['repository', 'landed_at', 'change_key', 'glob'],
      'unowned_changes_recent_idx',
    );
  });

  // What is there already gets its rows by being projected once more.
  await knex.raw(
    `INSERT INTO work (queue, key, enqueued_at)
     SELECT 'chain', key, 0 FROM nodes
     WHERE kind = 'change' AND repository IN (SELECT repository FROM entities)
     ON CONFLICT DO NOTHING`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('unowned_changes');
};
