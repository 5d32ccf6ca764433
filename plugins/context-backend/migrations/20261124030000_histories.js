// @ts-check

/**
 * Which history a section's revisions belong to, so that what its plugin says
 * must be forgotten is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('sections', table => {
    table
      .text('history_id')
      .comment('As its plugin names it; revisions of another one are empty');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by knex, which makes a SQLite table anew, under other names.
  await knex.raw('ALTER TABLE sections DROP COLUMN history_id');
};
