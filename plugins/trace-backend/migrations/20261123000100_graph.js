/**
 * Facts, the graph made from them, and the attribution made from the graph
 * and the catalog.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Rollouts of one instant are ordered by key, here and in the code: both by
  // code units, whatever language the database sorts its texts in.
  const ordered = knex.client.config.client.includes('pg')
    ? 'text COLLATE "C"'
    : 'text';

  await knex.schema.createTable('facts', table => {
    table.comment('What sources said. Kept for good; never changed.');
    table.string('id', 43).primary().comment('Digest of the rest');
    table.text('subject').notNullable().comment('Node key');
    table.string('at', 24).notNullable().comment('ISO 8601, UTC');
    table.integer('rank').notNullable();
    table.text('attributes').notNullable().comment('JSON');
    table.index(['subject'], 'facts_subject_idx');
  });

  await knex.schema.createTable('work', table => {
    table.comment('What is to be recomputed, by stage');
    table.string('queue', 16).notNullable();
    table.text('key').notNullable();
    table.bigInteger('enqueued_at').notNullable().comment('Milliseconds');
    table.primary(['queue', 'key']);
    table.index(['queue', 'enqueued_at'], 'work_order_idx');
  });

  await knex.schema.createTable('projector_lease', table => {
    table.comment('One row; whoever holds its lock projects');
    table.integer('id').primary();
  });
  await knex('projector_lease').insert({ id: 1 });

  await knex.schema.createTable('nodes', table => {
    table.comment('The delivery graph: state of each subject');
    table.text('key').primary();
    table.string('kind', 16).notNullable();
    table.text('repository').comment('host/owner/name');
    table.text('title').notNullable();
    table.text('url');
    table.string('at', 24).notNullable().comment('Newest fact');
    table.text('state').notNullable().comment('JSON: register → value');
    table.index(['repository', 'kind'], 'nodes_repository_idx');
  });

  await knex.schema.createTable('edges', table => {
    table.comment('The delivery graph: links with their evidence');
    table.text('owner').notNullable().comment('stage:key that made the edge');
    table.text('from_key').notNullable();
    table.string('type', 16).notNullable();
    table.text('to_key').notNullable();
    table.string('rule', 40).notNullable();
    table.text('text');
    table.string('place', 16);
    table.float('confidence').notNullable();
    table.primary(['owner', 'from_key', 'type', 'to_key', 'rule']);
    table.index(['from_key'], 'edges_from_idx');
    table.index(['to_key', 'type'], 'edges_to_idx');
  });

  await knex.schema.createTable('commit_parents', table => {
    table.comment('The commit graph; a root has one row with parent ""');
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.string('parent', 64).notNullable();
    table.integer('position').notNullable().comment('0: first parent');
    table.primary(['repository', 'sha', 'parent']);
  });

  await knex.schema.createTable('landings', table => {
    table.comment('Which push brought which commits to a default branch');
    table.text('repository').notNullable();
    table.string('after', 64).notNullable();
    table.string('sha', 64).notNullable();
    table.primary(['repository', 'after', 'sha']);
    table.index(['repository', 'sha'], 'landings_sha_idx');
  });

  await knex.schema.createTable('entities', table => {
    table.comment('What the catalog says of entities, as far as trace uses it');
    table.text('ref').primary();
    table.text('repository');
    table.text('config').notNullable().comment('JSON');
    table.index(['repository'], 'entities_repository_idx');
  });

  await knex.schema.createTable('node_entities', table => {
    table.comment('Attribution: which entities a node belongs to');
    table.text('node_key').notNullable();
    table.text('entity_ref').notNullable();
    table.primary(['node_key', 'entity_ref']);
    table.index(['entity_ref'], 'node_entities_entity_idx');
  });

  await knex.schema.createTable('rollouts', table => {
    table.comment('Successful deployments and releases of an entity, in order');
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.specificType('key', ordered).notNullable().comment('Node key');
    table.boolean('release').notNullable();
    table.boolean('production').notNullable();
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.string('at', 24).notNullable();
    table.text('version').notNullable();
    table.string('outcome', 16).notNullable();
    table.text('previous').comment('Node key');
    table.text('missing').notNullable().comment('JSON: unknown commits met');
    table.primary(['entity_ref', 'environment', 'key']);
    table.index(
      ['entity_ref', 'environment', 'at', 'key'],
      'rollouts_order_idx',
    );
    table.index(['key'], 'rollouts_key_idx');
  });

  await knex.schema.createTable('rollout_missing', table => {
    table.comment('Unknown commits that rollouts wait for');
    table.text('repository').notNullable();
    table.string('sha', 64).notNullable();
    table.text('key').notNullable().comment('Node key of the rollout');
    table.primary(['repository', 'sha', 'key']);
    table.index(['key'], 'rollout_missing_key_idx');
  });

  await knex.schema.createTable('rollout_commits', table => {
    table.comment('What a rollout added and removed against the one before');
    table.text('entity_ref').notNullable();
    table.text('environment').notNullable();
    table.text('key').notNullable();
    table.string('sha', 64).notNullable();
    table.string('direction', 8).notNullable();
    table.primary(['entity_ref', 'environment', 'key', 'sha']);
    table.index(['sha', 'entity_ref'], 'rollout_commits_sha_idx');
  });

  await knex.schema.createTable('chains', table => {
    table.comment('One row per change of an entity, ready to be read');
    table.text('entity_ref').notNullable();
    table.text('change_key').notNullable();
    table.string('updated_at', 24).notNullable();
    table.string('stage', 16).notNullable();
    table.boolean('waiting').notNullable();
    table.boolean('incomplete').notNullable();
    table.boolean('agent').notNullable();
    table.text('author_login').comment('Lower case; only for "mine"');
    table.text('live_in').notNullable().comment('|environment|environment|');
    table.text('search').notNullable().comment('Lower case');
    table.text('chain').notNullable().comment('JSON');
    table.primary(['entity_ref', 'change_key']);
    table.index(['entity_ref', 'updated_at', 'change_key'], 'chains_order_idx');
    table.index(
      ['entity_ref', 'author_login', 'updated_at', 'change_key'],
      'chains_mine_idx',
    );
    table.index(['change_key'], 'chains_change_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'chains',
    'rollout_commits',
    'rollout_missing',
    'rollouts',
    'node_entities',
    'entities',
    'landings',
    'commit_parents',
    'edges',
    'nodes',
    'projector_lease',
    'work',
    'facts',
  ]) {
    await knex.schema.dropTable(table);
  }
};
