import { Knex } from 'knex';
import { eachDatabase } from '../../__testUtils__/databases';
import { createInboxStore, InboxStore } from './InboxStore';

/** 20,000 old deliveries of two sources, few of them not projected. */
async function fill(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const numbers = isPostgres
    ? 'SELECT n FROM generate_series(1, 20000) AS n'
    : 'WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000) SELECT n FROM s';
  const [body, time] = isPostgres
    ? [`'x'::bytea`, `to_timestamp(1700000000 + n)`]
    : [`x'00'`, `(1700000000 + n) * 1000`];
  await knex.raw(`
    INSERT INTO deliveries
      (source, delivery_id, event, status, context, body_bytes, received_at, body)
    SELECT
      CASE WHEN n % 100 = 0 THEN 'rare' ELSE 'busy' END,
      'd' || n, 'push',
      CASE WHEN n % 500 = 1 THEN 'failed' WHEN n > 19990 THEN 'received' ELSE 'projected' END,
      '{}', 1, ${time},
      CASE WHEN n > 10000 OR n % 500 = 1 THEN ${body} END
    FROM (${numbers}) AS numbers`);
  await knex.raw('ANALYZE');
}

/** How the database goes about everything that `work` asks of deliveries. */
async function plansOf(
  knex: Knex,
  work: (store: InboxStore) => Promise<unknown>,
): Promise<string> {
  const queries: Array<{ sql: string; bindings: Knex.RawBinding[] }> = [];
  const record = (query: { sql: string; bindings: Knex.RawBinding[] }) => {
    if (/\bdeliveries\b/.test(query.sql)) queries.push(query);
  };
  knex.on('query', record);
  await work(createInboxStore(knex));
  knex.removeListener('query', record);

  const plans: string[] = [];
  for (const { sql, bindings } of queries) {
    if (knex.client.config.client === 'pg') {
      // Recorded with $1, $2 …, which only the driver itself understands.
      const connection = await knex.client.acquireConnection();
      const { rows } = await connection.query(`EXPLAIN ${sql}`, bindings);
      await knex.client.releaseConnection(connection);
      plans.push(rows.map((row: object) => Object.values(row)).join('\n'));
    } else {
      const rows: Array<{ detail: string }> = await knex.raw(
        `EXPLAIN QUERY PLAN ${sql}`,
        bindings,
      );
      plans.push(rows.map(row => row.detail).join('\n'));
    }
  }
  expect(plans.length).toBeGreaterThan(0);
  return plans.join('\n');
}

/** Reads that go through all deliveries, or sort them. */
const EXPENSIVE =
  /Seq Scan on deliveries|SCAN deliveries(?! USING)|Sort|TEMP B-TREE/;

const newest = (store: InboxStore, filter: object) =>
  store.list({ limit: 26, beforeSeq: 19_000, ...filter });

describe('queries of the inbox use their indexes', () => {
  eachDatabase('claiming', async (knex, id) => {
    await fill(knex);
    const plans = await plansOf(knex, store =>
      store.transaction(tx =>
        store.claim(tx, { deliveries: 200, bytes: 1_000_000 }),
      ),
    );
    expect(plans).toContain(
      id === 'POSTGRES_18' ? 'deliveries_waiting_idx' : 'deliveries_status_idx',
    );
    expect(plans).not.toMatch(
      /Seq Scan on deliveries|SCAN deliveries(?! USING)/,
    );
  });

  eachDatabase('listing', async knex => {
    await fill(knex);
    for (const filter of [
      {},
      { source: 'busy' },
      { source: 'rare' },
      { status: 'projected' },
      { status: 'failed' },
      { source: 'rare', status: 'failed' },
      { source: 'busy', status: 'projected' },
    ]) {
      const plans = await plansOf(knex, store => newest(store, filter));
      expect(plans).not.toMatch(EXPENSIVE);
    }
    expect(
      await plansOf(knex, store =>
        newest(store, { source: 'rare', status: 'failed' }),
      ),
    ).toContain('deliveries_source_status_idx');
    expect(
      await plansOf(knex, store => newest(store, { source: 'rare' })),
    ).toContain('deliveries_source_idx');
    expect(
      await plansOf(knex, store => newest(store, { status: 'failed' })),
    ).toContain('deliveries_status_idx');
  });

  eachDatabase('expiring', async knex => {
    await fill(knex);
    const plans = await plansOf(knex, store =>
      store.expireBodies({
        status: 'projected',
        receivedBefore: new Date(1_700_010_100_000),
        limit: 50,
      }),
    );
    expect(plans).toContain('deliveries_expiry_idx');
    expect(plans).not.toMatch(EXPENSIVE);
  });

  eachDatabase('finishing and replaying', async knex => {
    await fill(knex);
    const plans = await plansOf(knex, async store => {
      await store.transaction(async tx => {
        const claimed = await store.claim(tx, { deliveries: 5, bytes: 100 });
        await store.finish(
          tx,
          claimed.map(({ seq, source, receivedAt }) => ({
            seq,
            source,
            receivedAt,
            status: 'projected' as const,
          })),
        );
      });
      await store.requeue(20_000);
    });
    expect(plans).not.toMatch(
      /Seq Scan on deliveries|SCAN deliveries(?! USING)/,
    );
  });
});
