import { DeliveryStatus } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { toDate, toNumber, toOptionalDate } from '../columns';
import { DeliveryRow } from '../types';

/** Which deliveries to list. All given conditions must hold. */
export interface DeliveriesQuery {
  source?: string;
  status?: DeliveryStatus;
  /** Only deliveries that arrived before this one. */
  beforeSeq?: number;
  limit: number;
}

/** Lists deliveries, the newest first. */
export async function listDeliveries(
  knex: Knex,
  query: DeliveriesQuery,
): Promise<DeliveryRow[]> {
  const select = knex('deliveries')
    .select(
      'seq',
      'source',
      'event',
      'status',
      'reason',
      'path',
      'received_at',
      'processed_at',
      'body_bytes',
      knex.raw('body IS NOT NULL AS has_body'),
    )
    .orderBy('seq', 'desc')
    .limit(query.limit);
  if (query.source !== undefined) select.where('source', query.source);
  if (query.status !== undefined) select.where('status', query.status);
  if (query.beforeSeq !== undefined) select.where('seq', '<', query.beforeSeq);
  const rows = await select;
  return rows.map(row => ({
    seq: toNumber(row.seq),
    source: row.source,
    event: row.event,
    status: row.status,
    reason: row.reason ?? undefined,
    path: row.path ?? undefined,
    receivedAt: toDate(row.received_at),
    processedAt: toOptionalDate(row.processed_at),
    bodyBytes: row.body_bytes,
    hasBody: Boolean(row.has_body),
  }));
}
