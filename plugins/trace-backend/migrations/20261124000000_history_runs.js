// @ts-check

/**
 * What the run of a history that is under way, or the last one, has brought:
 * how fast it goes, what it could not read, and what no delivery had brought.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('histories', table => {
    table
      .text('notes')
      .nullable()
      .comment('JSON list: what people should know of it');
    table
      .dateTime('measured_from')
      .nullable()
      .comment('First write of the run that is under way');
    table
      .bigInteger('measured_done')
      .nullable()
      .comment('What was done at that write');
    table
      .bigInteger('new_facts')
      .notNullable()
      .defaultTo(0)
      .comment('Facts of this run, or the last one, that were not known');
    table
      .dateTime('completed_at')
      .nullable()
      .comment('When a run last read everything');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by knex, which makes a SQLite table anew, under other names.
  for (const column of [
    'notes',
    'measured_from',
    'measured_done',
    'new_facts',
    'completed_at',
  ]) {
    await knex.raw('ALTER TABLE histories DROP COLUMN ??', [column]);
  }
};
