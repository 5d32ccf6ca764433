// @ts-check

const ROWS = 500;

/**
 * What deployments call the entities that are known already.
 *
 * @param {import('knex').Knex} knex
 */
async function servicesOf(knex) {
  /** @type {Array<{ ref: string, config: string }>} */
  const entities = await knex('entities').select('ref', 'config');
  const rows = entities.flatMap(({ ref, config }) => {
    const names = new Set(JSON.parse(config).services ?? []);
    return [...names].map(service => ({ service, entity_ref: ref }));
  });
  await knex.batchInsert('entity_services', rows, ROWS);
}

/**
 * What the place of a deployment depends on besides its own facts, so that it
 * is found again: artifacts by key and digest, entities by service, and
 * repositories.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('entity_services', table => {
    table.comment('What deployments call an entity');
    table.text('service').notNullable().comment('Lower case');
    table.text('entity_ref').notNullable();
    table.primary(['service', 'entity_ref']);
    table.index(['entity_ref'], 'entity_services_entity_idx');
  });
  await servicesOf(knex);

  await knex.schema.createTable('artifact_digests', table => {
    table.comment('Artifacts by what is in them');
    table.text('digest').notNullable().comment('e.g. sha256:…');
    table.text('key').notNullable().comment('Node key');
    table.primary(['digest', 'key']);
    table.index(['key'], 'artifact_digests_key_idx');
  });

  await knex.schema.createTable('rollout_terms', table => {
    table.comment('What else decides where a deployment belongs');
    table.text('term').notNullable().comment('Kind and name');
    table.text('key').notNullable().comment('Node key of the deployment');
    table.primary(['term', 'key']);
    table.index(['key'], 'rollout_terms_key_idx');
  });

  await knex.schema.alterTable('rollouts', table => {
    table
      .boolean('estimated')
      .notNullable()
      .defaultTo(false)
      .comment('The order of a push decided what it changed');
  });
  // What was projected before has none of it.
  await knex.raw(
    `INSERT INTO work (queue, key, enqueued_at)
     SELECT 'subject', key, ${Date.now()} FROM nodes
     WHERE kind IN ('deployment', 'artifact')
     ON CONFLICT DO NOTHING`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Not by knex, which makes a SQLite table anew, under other names.
  await knex.raw('ALTER TABLE rollouts DROP COLUMN estimated');
  for (const table of [
    'rollout_terms',
    'artifact_digests',
    'entity_services',
  ]) {
    await knex.schema.dropTable(table);
  }
};
