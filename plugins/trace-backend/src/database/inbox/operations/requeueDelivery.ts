import { Knex } from 'knex';
import { changeCounters } from './changeCounters';

/** What came of asking for a delivery to be processed again. */
export type RequeueResult = 'requeued' | 'waiting' | 'expired' | 'unknown';

/** Makes a processed delivery a received one again, unless its body is gone. */
export async function requeueDelivery(
  knex: Knex,
  seq: number,
): Promise<RequeueResult> {
  return knex.transaction(async tx => {
    const query = tx('deliveries')
      .select('source', 'status', tx.raw('body IS NOT NULL AS has_body'))
      .where('seq', seq);
    if (tx.client.config.client === 'pg') query.forUpdate();
    const [row] = await query;
    if (!row) return 'unknown';
    if (row.status === 'received') return 'waiting';
    if (!row.has_body) return 'expired';
    await tx('deliveries').where('seq', seq).update({
      status: 'received',
      reason: null,
      path: null,
      processed_at: null,
    });
    await changeCounters(tx, [
      { source: row.source, statuses: { received: 1, [row.status]: -1 } },
    ]);
    return 'requeued';
  });
}
