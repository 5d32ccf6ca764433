import { Knex } from 'knex';
import { toNumber, toOptionalDate } from '../columns';
import { SourceCounters } from '../types';

/** Running totals of every source that ever sent anything. */
export async function readCounters(knex: Knex): Promise<SourceCounters[]> {
  const rows = await knex('source_counters').select().orderBy('source');
  return rows.map(row => ({
    source: row.source,
    counts: {
      received: toNumber(row.received),
      projected: toNumber(row.projected),
      ignored: toNumber(row.ignored),
      failed: toNumber(row.failed),
    },
    lastReceivedAt: toOptionalDate(row.last_received_at),
    reflectedUntil: toOptionalDate(row.reflected_until),
    refused: toNumber(row.refused),
    lastRefusedAt: toOptionalDate(row.last_refused_at),
  }));
}
