import { Knex } from 'knex';
import { giveUpWhenIdle } from '../../giveUpWhenIdle';
import { toDate, toNumber } from '../columns';
import { ClaimedDelivery } from '../types';

/** How much one transaction takes on. */
export interface ClaimLimits {
  deliveries: number;
  /** Of bodies as they were sent. One delivery is claimed however large. */
  bytes: number;
}

/**
 * Takes the oldest received deliveries for this transaction, or only the one
 * that is named. Other replicas skip what is taken (PostgreSQL); on SQLite
 * there is only one writer.
 */
export async function claimDeliveries(
  tx: Knex.Transaction,
  limits: ClaimLimits,
  only?: { seq: number },
): Promise<ClaimedDelivery[]> {
  const query = tx('deliveries')
    .select('seq', 'body_bytes')
    // A literal, so that the planner sees that the partial index fits.
    .whereRaw(`status = 'received'`)
    .orderBy('seq')
    .limit(limits.deliveries);
  if (only) query.andWhere('seq', only.seq);
  if (tx.client.config.client === 'pg') query.forUpdate().skipLocked();
  const candidates = await query;
  if (candidates.length > 0) await giveUpWhenIdle(tx);

  let bytes = 0;
  const seqs = candidates
    .filter((candidate, index) => {
      bytes += candidate.body_bytes;
      return index === 0 || bytes <= limits.bytes;
    })
    .map(candidate => toNumber(candidate.seq));
  if (seqs.length === 0) return [];

  const rows = await tx('deliveries')
    .select('seq', 'source', 'event', 'context', 'body', 'received_at')
    .whereIn('seq', seqs)
    .orderBy('seq');
  return rows.map(row => ({
    seq: toNumber(row.seq),
    source: row.source,
    event: row.event,
    context: JSON.parse(row.context),
    body: row.body,
    receivedAt: toDate(row.received_at),
  }));
}
