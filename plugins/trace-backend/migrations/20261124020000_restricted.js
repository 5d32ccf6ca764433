// @ts-check

/**
 * What is restricted: which projects' tickets are, and what of a chain may be
 * shown and searched without the permission for it.
 *
 * No index is added: chains are found by entity and time as before, and the
 * texts are only looked into on the way.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('restriction_policy', table => {
    table.comment('One row; what the config restricts, for all replicas');
    table.integer('id').primary();
    table.text('policy').notNullable().comment('JSON');
  });
  await knex('restriction_policy').insert({ id: 1, policy: '{}' });
  await knex.schema.alterTable('chains', table => {
    table
      .boolean('restricted')
      .notNullable()
      .defaultTo(false)
      .comment('The change is about a restricted ticket');
    table
      .text('open_search')
      .comment('Lower case, without restricted words; null: as search');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by knex, which makes a SQLite table anew, under other names.
  await knex.raw('ALTER TABLE chains DROP COLUMN open_search');
  await knex.raw('ALTER TABLE chains DROP COLUMN restricted');
  await knex.schema.dropTable('restriction_policy');
};
