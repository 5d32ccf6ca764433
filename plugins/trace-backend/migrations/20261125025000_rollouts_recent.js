// @ts-check

/**
 * An entity's deployments over all environments, the latest first.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('rollouts', table => {
    table.index(['entity_ref', 'release', 'at', 'key'], 'rollouts_recent_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('rollouts', table => {
    table.dropIndex(
      ['entity_ref', 'release', 'at', 'key'],
      'rollouts_recent_idx',
    );
  });
};
