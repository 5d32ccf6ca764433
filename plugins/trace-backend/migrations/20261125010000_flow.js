// @ts-check

/**
 * What flow and metrics are read from: for each change of an entity when it was
 * in which stage, without a word of who did what.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client.includes('pg');
  // Names of stages grew; SQLite keeps texts of any length.
  if (isPostgres) {
    await knex.raw('ALTER TABLE chains ALTER COLUMN stage TYPE varchar(32)');
  }

  await knex.schema.createTable('flow_changes', table => {
    table.comment('One row per change of an entity, as metrics read it');
    table.text('entity_ref').notNullable();
    table.text('change_key').notNullable();
    table
      .string('until', 24)
      .notNullable()
      .comment('When anything last happened to it; 9999 while it is under way');
    table
      .string('changed_again_at', 24)
      .comment('When another change first changed one of its paths again');
    table.text('flow').notNullable().comment('JSON');
    table.primary(['entity_ref', 'change_key']);
    table.index(['entity_ref', 'until'], 'flow_changes_entity_idx');
    table.index(['until'], 'flow_changes_until_idx');
    table.index(['change_key'], 'flow_changes_change_idx');
  });

  await knex.schema.createTable('flow_paths', table => {
    table.comment('Which merged change changed which path, and when');
    table.text('repository').notNullable();
    table.string('path', 24).notNullable().comment('Digest of the path');
    table.string('landed_at', 24).notNullable();
    table.text('change_key').notNullable();
    table.primary(['repository', 'path', 'landed_at', 'change_key']);
    table.index(['change_key'], 'flow_paths_change_idx');
  });

  await knex.schema.createTable('flow_versions', table => {
    table.comment('Raised whenever anything that metrics read became another');
    table.text('entity_ref').primary();
    table.bigInteger('version').notNullable();
  });

  await knex.raw(
    'CREATE INDEX rollouts_entity_time_idx ON rollouts (entity_ref, at)',
  );
  // Of days: an index of times alone would be taken for the first rollout of
  // an environment, and walked through all of them.
  await knex.raw(
    'CREATE INDEX rollouts_day_idx ON rollouts (substr(at, 1, 10))',
  );

  // What is there already gets its rows by being projected once more.
  await knex.raw(
    `INSERT INTO work (queue, key, enqueued_at)
     SELECT 'chain', key, 0
     FROM (SELECT DISTINCT change_key AS key FROM chains) AS there WHERE true
     ON CONFLICT DO NOTHING`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX rollouts_day_idx');
  await knex.raw('DROP INDEX rollouts_entity_time_idx');
  for (const table of ['flow_versions', 'flow_paths', 'flow_changes']) {
    await knex.schema.dropTable(table);
  }
  // The column stays as wide as it is: what is in it may need it.
};
