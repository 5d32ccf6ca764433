// @ts-check

/**
 * Incidents and the entities they belong to, and tests that failed and passed
 * on the same commit. All of it is computed from facts and the catalog.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('projection_settings', table => {
    table.comment('What the config says about projecting, for all replicas');
    table.string('name', 40).primary();
    table.text('value').notNullable().comment('JSON');
  });

  await knex.schema.createTable('incidents', table => {
    table.comment('Which entities an incident belongs to, and when it began');
    table.text('entity_ref').notNullable();
    table.text('key').notNullable().comment('Node key');
    table.string('began_at', 24).notNullable();
    table.primary(['entity_ref', 'key']);
    table.index(['entity_ref', 'began_at'], 'incidents_began_idx');
    table.index(['key'], 'incidents_key_idx');
  });

  await knex.schema.createTable('incident_services', table => {
    table.comment('What incidents call the services they are about');
    table.text('service').notNullable().comment('Lower case');
    table.text('key').notNullable().comment('Node key');
    table.primary(['service', 'key']);
    table.index(['key'], 'incident_services_key_idx');
  });

  await knex.schema.createTable('flakes', table => {
    table.comment('A test that failed and passed on one commit, per entity');
    table.text('entity_ref').notNullable();
    table.text('commit_key').notNullable().comment('Node key');
    table.string('digest', 43).notNullable().comment('Of what tells it apart');
    table.text('suite').notNullable();
    table.text('test').notNullable();
    table.text('job');
    table.text('matrix');
    table.string('at', 24).notNullable().comment('When it failed');
    table.integer('waited_seconds').notNullable();
    table.primary(['entity_ref', 'commit_key', 'digest']);
    table.index(['entity_ref', 'at'], 'flakes_at_idx');
    table.index(['commit_key'], 'flakes_commit_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'flakes',
    'incident_services',
    'incidents',
    'projection_settings',
  ]) {
    await knex.schema.dropTable(table);
  }
};
