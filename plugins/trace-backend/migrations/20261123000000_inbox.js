// @ts-check

/**
 * The inbox: deliveries as they came, running totals per source, and how far
 * histories are read.
 *
 * Which query each index serves:
 *
 * - `deliveries_waiting_idx`: claiming what was received, on PostgreSQL. Partial,
 *   so that it holds only the backlog and none of the dead entries that status
 *   changes leave; SQLite leaves none and claims by `deliveries_status_idx`.
 * - `deliveries_status_idx`, `deliveries_source_idx`,
 *   `deliveries_source_status_idx`: the list, newest first, by either filter or
 *   both. Without a filter the primary key serves.
 * - `deliveries_expiry_idx`: bodies to expire. Partial, so that expired ones
 *   cost nothing.
 *
 * Counts per source and status are never counted: `source_counters` is kept in
 * the same transactions that change deliveries.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('deliveries', table => {
    table.comment('Signed deliveries as they came. Rows stay, bodies expire.');
    table.bigIncrements('seq').comment('Order of arrival');
    table.text('source').notNullable().comment('Id of the configured source');
    table
      .text('delivery_id')
      .notNullable()
      .comment('Given by the sender, unique within its source');
    table.text('event').notNullable().comment('What the sender calls it');
    table
      .text('status')
      .notNullable()
      .comment('received, projected, ignored or failed');
    table.text('reason').nullable().comment('Why it was ignored or failed');
    table.text('path').nullable().comment('Where in the payload it failed');
    table
      .text('context')
      .notNullable()
      .comment('JSON: what of the request the normaliser needs');
    table.integer('body_bytes').notNullable().comment('Size as it was sent');
    table.integer('attempts').notNullable().defaultTo(0);
    table.dateTime('received_at').notNullable();
    table.dateTime('processed_at').nullable();
    table
      .binary('body')
      .nullable()
      .comment('The body, deflated (RFC 1950); null once it has expired');
    table.unique(['source', 'delivery_id'], {
      indexName: 'deliveries_source_delivery_id_uniq',
    });
    table.index(['status', 'seq'], 'deliveries_status_idx');
    table.index(['source', 'seq'], 'deliveries_source_idx');
    table.index(['source', 'status', 'seq'], 'deliveries_source_status_idx');
  });
  await knex.raw(
    `CREATE INDEX deliveries_expiry_idx ON deliveries (status, received_at) WHERE body IS NOT NULL`,
  );
  if (isPostgres) {
    await knex.raw(
      `CREATE INDEX deliveries_waiting_idx ON deliveries (seq) WHERE status = 'received'`,
    );
    // The bodies are compressed already; do not try it again.
    await knex.raw(`ALTER TABLE deliveries ALTER body SET STORAGE EXTERNAL`);
  }

  await knex.schema.createTable('source_counters', table => {
    table.comment('Running totals per source');
    table.text('source').primary();
    for (const status of ['received', 'projected', 'ignored', 'failed']) {
      table
        .bigInteger(status)
        .notNullable()
        .defaultTo(0)
        .comment(`Deliveries that are ${status} now`);
    }
    table.dateTime('last_received_at').nullable();
    table
      .dateTime('reflected_until')
      .nullable()
      .comment('When the newest delivery that became facts was received');
    table
      .bigInteger('refused')
      .notNullable()
      .defaultTo(0)
      .comment('Deliveries refused for their signature; never stored');
    table.dateTime('last_refused_at').nullable();
  });

  await knex.schema.createTable('histories', table => {
    table.comment('How far each history import is');
    table.text('id').primary();
    table.text('source').notNullable();
    table.text('repository').notNullable();
    table
      .text('state')
      .notNullable()
      .comment('waiting, running, done or failed');
    table.text('checkpoint').nullable().comment('JSON: where to go on from');
    table.bigInteger('done').notNullable().defaultTo(0);
    table.bigInteger('total').nullable();
    table.text('message').nullable().comment('What went wrong');
    table.dateTime('updated_at').nullable();
    table.dateTime('next_run_at').nullable();
    table.text('lease_owner').nullable().comment('The replica that runs it');
    table.dateTime('lease_until').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('histories');
  await knex.schema.dropTable('source_counters');
  await knex.schema.dropTable('deliveries');
};
