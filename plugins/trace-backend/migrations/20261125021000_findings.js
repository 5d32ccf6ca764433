// @ts-check

/**
 * Weaknesses that scanners and forges report: what scans said, and what is open
 * for each entity. All of it is computed from facts and the catalog.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('scans', table => {
    table.comment('What a scan of a commit reported');
    table.text('key').primary().comment('Subject');
    table.text('repository').notNullable();
    table.text('line').notNullable().comment('Tool and category');
    table.string('sha', 64).notNullable();
    table.string('at', 24).notNullable();
    table.boolean('said_default').notNullable();
    table.boolean('on_default').notNullable().comment('Of the default branch');
    table.text('results').notNullable().comment('JSON: ids, with lines');
    table.index(['repository', 'line', 'on_default', 'at'], 'scans_order_idx');
    table.index(['repository', 'sha'], 'scans_sha_idx');
  });

  await knex.schema.createTable('finding_sightings', table => {
    table.comment('When scans first and last reported a finding');
    table.text('key').primary().comment('Node key of the finding');
    table.string('first_at', 24).comment('On the default branch, as the next');
    table.string('first_sha', 64);
    table.string('last_at', 24);
    table.string('last_sha', 64);
    table.integer('last_line');
    table.string('branch_at', 24).comment('On another branch');
    table.string('branch_sha', 64);
  });

  await knex.schema.createTable('findings', table => {
    table.comment('One row per finding and entity, ready to be read');
    table.text('entity_ref').notNullable().comment('Empty: nobody claims it');
    table.text('key').notNullable().comment('Node key');
    table.text('repository').notNullable();
    table.text('line').notNullable().comment('Empty: not told by scans');
    table.integer('rank').notNullable().comment('0: critical');
    table.string('state', 8).notNullable().comment('open, closed or branch');
    table.string('opened_at', 24).notNullable();
    table.string('closed_at', 24);
    table.string('excepted_until', 24);
    table.boolean('excepted').notNullable().comment('When it was projected');
    table.text('finding').notNullable().comment('JSON');
    table.primary(['entity_ref', 'key']);
    table.index(
      ['entity_ref', 'state', 'rank', 'opened_at', 'key'],
      'findings_order_idx',
    );
    table.index(['key'], 'findings_key_idx');
    table.index(['repository', 'line', 'state'], 'findings_line_idx');
    table.index(['entity_ref', 'opened_at'], 'findings_opened_idx');
    table.index(['entity_ref', 'closed_at'], 'findings_closed_idx');
    table.index(['excepted', 'excepted_until'], 'findings_excepted_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['findings', 'finding_sightings', 'scans']) {
    await knex.schema.dropTable(table);
  }
};
