import {
  DeliveryStatus,
  HistorySummary,
  SourceSummary,
} from '@throughline/plugin-trace-common';
import { HistoryRow } from '../database/inbox/historyTypes';
import { SourceCounters } from '../database/inbox/types';
import { SourceRegistry } from './SourceRegistry';

const NO_COUNTS: Record<DeliveryStatus, number> = {
  received: 0,
  projected: 0,
  ignored: 0,
  failed: 0,
};

function summariseHistory({
  source: _source,
  updatedAt,
  ...history
}: HistoryRow): HistorySummary {
  return { ...history, updatedAt: updatedAt?.toISOString() };
}

function summariseCounters(counters: SourceCounters | undefined) {
  return {
    lastDeliveryAt: counters?.lastReceivedAt?.toISOString(),
    refused: {
      count: counters?.refused ?? 0,
      lastAt: counters?.lastRefusedAt?.toISOString(),
    },
    counts: counters?.counts ?? NO_COUNTS,
  };
}

/**
 * Every source for the Connections page: those that send, then those that are
 * only read.
 */
export function summariseSources(
  sources: SourceRegistry,
  counters: SourceCounters[],
  histories: HistoryRow[],
): SourceSummary[] {
  const countersOf = new Map(counters.map(row => [row.source, row]));
  const historiesOf = (id: string) =>
    histories.filter(row => row.source === id).map(summariseHistory);

  const sending = sources.list().map(({ id, title, connector, secrets }) => ({
    id,
    connector: connector.id,
    title,
    gives: connector.gives,
    ingestPath: `/api/trace/ingest/${id}`,
    open: secrets.length > 0,
    ...summariseCounters(countersOf.get(id)),
    histories: historiesOf(id),
  }));
  const known = new Set(sending.map(({ id }) => id));
  const read = new Map(
    sources.histories
      .filter(({ source }) => !known.has(source.id))
      .map(({ source }) => [source.id, source]),
  );
  return [
    ...sending,
    ...[...read.values()].map(source => ({
      id: source.id,
      connector: source.id,
      title: source.title,
      gives: source.gives,
      // It has no door that could be closed.
      open: true,
      ...summariseCounters(undefined),
      histories: historiesOf(source.id),
    })),
  ];
}
