// @ts-check

/**
 * People who were erased: by what they are known again, without holding it, and
 * how far each erasing is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('erasure_key', table => {
    table.comment('One row, from the first erasing on');
    table.integer('id').primary();
    table.text('key').notNullable().comment('Random, base64url: of the hashes');
    table
      .integer('version')
      .notNullable()
      .comment('Goes up with every change of erased_marks');
  });

  await knex.schema.createTable('erased_marks', table => {
    table.comment('By what erased people are recognised when they come again');
    table
      .text('rehearsal')
      .notNullable()
      .comment('The erasing that only counts; empty for what counts for all');
    table.text('hash').notNullable().comment('HMAC-SHA256 of the text');
    table.text('host').notNullable().comment('Of the forge; may be empty');
    table.text('replacement').notNullable();
    table.text('pseudonym').notNullable().comment('Of the person');
    table.integer('login').notNullable().comment('Which login it is; or 0');
    table.integer('words').notNullable().comment('How many words the text has');
    table.integer('length').notNullable().comment('Of the text');
    table.boolean('guarded').notNullable().comment('Counts only as @text');
    table.primary(['rehearsal', 'hash', 'host']);
  });

  await knex.schema.createTable('erasures', table => {
    table.comment('How far each erasing is; a row lock is who works on it');
    table.text('id').primary();
    table.text('pseudonym').notNullable();
    table.boolean('rehearsal').notNullable();
    table.text('state').notNullable().comment('running or done');
    table.text('phase').notNullable();
    table.text('position').notNullable().comment('JSON: where to go on from');
    table.text('report').notNullable().comment('JSON: counts');
    table.dateTime('created_at').notNullable();
    table.dateTime('updated_at').notNullable();
    table.index(['state', 'created_at'], 'erasures_state_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('erasures');
  await knex.schema.dropTable('erased_marks');
  await knex.schema.dropTable('erasure_key');
};
