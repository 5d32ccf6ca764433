// @ts-check

/**
 * What a person decided about an edge: that it is one, or that what a rule made
 * is none.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('edges', table => {
    table.text('decided').comment('JSON: verdict, by, reason, at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by knex, which makes a SQLite table anew, under other names.
  await knex.raw('ALTER TABLE edges DROP COLUMN decided');
};
