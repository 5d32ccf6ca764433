// @ts-check

/**
 * What the section in the unified view is read from: how long changes wait,
 * open incidents, failed deployments, and the last rollouts of each environment
 * without reading all of them.
 *
 * Indexes are partial where only few rows are ever asked for.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // As for rollouts: ordered by code units, here and in the code.
  const ordered = knex.client.config.client.includes('pg')
    ? 'text COLLATE "C"'
    : 'text';

  await knex.schema.alterTable('chains', table => {
    table.string('stage_since', 24).comment('When its stage began');
    table
      .boolean('open_incident')
      .notNullable()
      .defaultTo(false)
      .comment('An open incident says that the change caused it');
  });
  await knex.schema.createTable('rollout_failures', table => {
    table.comment('Deployments of an entity that failed, and never succeeded');
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.specificType('key', ordered).notNullable().comment('Node key');
    table.boolean('production').notNullable();
    table.string('at', 24).notNullable();
    table.text('version').notNullable();
    table.primary(['entity_ref', 'environment', 'key']);
    table.index(
      ['entity_ref', 'environment', 'at', 'key'],
      'rollout_failures_order_idx',
    );
    table.index(['key'], 'rollout_failures_key_idx');
  });
  for (const index of [
    'chains_stage_idx ON chains (entity_ref, stage, stage_since, change_key) WHERE waiting',
    'chains_incident_idx ON chains (entity_ref, updated_at) WHERE open_incident',
    'rollouts_production_idx ON rollouts (entity_ref, environment, at) WHERE production',
    `rollouts_moved_idx ON rollouts (entity_ref, environment, at, key) WHERE outcome <> 'redeploy'`,
  ]) {
    await knex.raw(`CREATE INDEX ${index}`);
  }

  // What is there already gets the new columns by being projected once more.
  for (const [queue, keys] of [
    ['chain', 'SELECT DISTINCT change_key AS key FROM chains'],
    ['rollout', `SELECT key FROM nodes WHERE kind = 'deployment'`],
  ]) {
    await knex.raw(
      `INSERT INTO work (queue, key, enqueued_at)
       SELECT '${queue}', key, 0 FROM (${keys}) AS there WHERE true
       ON CONFLICT DO NOTHING`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const index of [
    'chains_stage_idx',
    'chains_incident_idx',
    'rollouts_production_idx',
    'rollouts_moved_idx',
  ]) {
    await knex.raw(`DROP INDEX ${index}`);
  }
  await knex.schema.dropTable('rollout_failures');
  // Not by knex, which makes a SQLite table anew, under other names.
  await knex.raw('ALTER TABLE chains DROP COLUMN open_incident');
  await knex.raw('ALTER TABLE chains DROP COLUMN stage_since');
};
