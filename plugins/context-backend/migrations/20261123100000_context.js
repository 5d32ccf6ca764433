// @ts-check

/**
 * The read model of the unified view: what plugins said about entities, every
 * revision of it, and what is to be asked again.
 *
 * Which query each index serves:
 *
 * - `sections`' primary key: reading an entity. `sections_valid_until_idx`: what
 *   a plugin said that has expired; partial, since most sections never do.
 *   `sections_plugin_idx`: sections of a plugin that takes part no more.
 * - `revisions_entity_idx`: the history of an entity, newest first, and what it
 *   was at a moment. `revisions_recorded_idx`: what has outlived its retention,
 *   and which revision a time means.
 * - `due_idx`: what a plugin is to be asked next.
 * - `looks_seen_idx`: looks that have outlived their retention.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('head', table => {
    table.comment('One row. Its lock makes revisions appear in their order.');
    table.integer('id').primary();
    table.bigInteger('revision').notNullable();
  });
  await knex('head').insert({ id: 1, revision: 0 });

  await knex.schema.createTable('sections', table => {
    table.comment('The latest revision of every section');
    table.text('entity_ref').notNullable();
    table.text('section_id').notNullable();
    table.text('plugin_id').notNullable();
    table.bigInteger('revision').notNullable();
    table.text('hash').notNullable().comment('SHA-256 of the content');
    table
      .text('body')
      .nullable()
      .comment(
        'JSON, without asOf and validUntil; null when the plugin has nothing to say any more',
      );
    table.dateTime('changed_at').notNullable();
    table.dateTime('as_of').notNullable();
    table.dateTime('valid_until').nullable();
    table.dateTime('pulled_at').notNullable().comment('When last confirmed');
    table.primary(['entity_ref', 'section_id']);
    table.index(['plugin_id', 'entity_ref'], 'sections_plugin_idx');
  });
  await knex.raw(
    `CREATE INDEX sections_valid_until_idx ON sections (plugin_id, valid_until) WHERE valid_until IS NOT NULL`,
  );

  await knex.schema.createTable('revisions', table => {
    table.comment('What changed, and what it changed to');
    table.bigInteger('revision').primary();
    table.text('entity_ref').notNullable();
    table.text('section_id').notNullable();
    table.text('plugin_id').notNullable();
    table
      .text('body')
      .nullable()
      .comment('As in sections; null when it went away');
    table.dateTime('recorded_at').notNullable();
    table.index(
      ['entity_ref', 'section_id', 'revision'],
      'revisions_entity_idx',
    );
    table.index(['recorded_at'], 'revisions_recorded_idx');
  });

  await knex.schema.createTable('due', table => {
    table.comment('Which plugin is to be asked about which entity');
    table.text('plugin_id').notNullable();
    table.text('entity_ref').notNullable();
    table.dateTime('due_at').notNullable();
    table
      .bigInteger('marks')
      .notNullable()
      .comment('Counts signals, so that one that comes meanwhile is not lost');
    table.integer('attempts').notNullable().defaultTo(0);
    table
      .integer('batch_size')
      .notNullable()
      .defaultTo(100)
      .comment('With how many others it may be asked; fewer after failures');
    table
      .text('problem')
      .nullable()
      .comment('Why the last attempt could not be used');
    table.dateTime('problem_since').nullable();
    table
      .boolean('never_asked')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the plugin was not yet asked about the entity at all');
    table.primary(['plugin_id', 'entity_ref']);
    table.index(['plugin_id', 'due_at'], 'due_idx');
  });

  await knex.schema.createTable('entities', table => {
    table.comment('Entities of the catalog, as last seen');
    table.text('entity_ref').primary();
    table.text('etag').notNullable();
    table.text('title').notNullable();
    table.dateTime('seen_at').notNullable();
  });

  await knex.schema.createTable('plugins', table => {
    table.comment('Plugins that take part, and the replica that asks them');
    table.text('plugin_id').primary();
    table.dateTime('answered_at').nullable();
    table.dateTime('failing_since').nullable();
    table.text('message').nullable().comment('What goes wrong, for people');
    table.text('lease_owner').nullable();
    table.dateTime('lease_until').nullable();
  });

  await knex.schema.createTable('looks', table => {
    table.comment('What a user has seen; read by that user only');
    table.text('user_ref').notNullable();
    table.text('entity_ref').notNullable();
    table.bigInteger('baseline_revision').notNullable();
    table.bigInteger('seen_revision').notNullable();
    table.dateTime('seen_at').notNullable();
    table.primary(['user_ref', 'entity_ref']);
    table.index(['seen_at'], 'looks_seen_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'looks',
    'plugins',
    'entities',
    'due',
    'revisions',
    'sections',
    'head',
  ]) {
    await knex.schema.dropTable(table);
  }
};
