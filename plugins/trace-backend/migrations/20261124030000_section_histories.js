// @ts-check

/**
 * Which history the sections of entities belong to. Entities of which nothing
 * was restricted after it was told have none.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('section_histories', table => {
    table.comment('What was said of an entity under another id is forgotten');
    table.text('entity_ref').primary();
    table.text('history_id').notNullable().comment('Random');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('section_histories');
};
