// @ts-check

/**
 * How far the demo organisation has been sent: one row.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('loading', table => {
    table.comment('How far the deliveries of the demo organisation were sent');
    table.text('edition').primary().comment('Which list of deliveries');
    table
      .text('anchor')
      .notNullable()
      .comment('Day (UTC) that everything in the list lies before');
    table.integer('sent').notNullable().comment('All before it were accepted');
    table.integer('total').nullable().comment('Missing until it is counted');
    table.text('started_at').notNullable().comment('ISO 8601');
    table.text('finished_at').nullable().comment('ISO 8601');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('loading');
};
