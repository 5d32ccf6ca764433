import {
  DeliveryStatus,
  HistorySummary,
  SourceSummary,
} from '@throughline/plugin-trace-common';
import { HistoryProvider } from '@throughline/plugin-trace-node';
import { HistoryRow } from '../database/inbox/historyTypes';
import { SourceCounters } from '../database/inbox/types';
import { Source } from './SourceRegistry';

const NO_COUNTS: Record<DeliveryStatus, number> = {
  received: 0,
  projected: 0,
  ignored: 0,
  failed: 0,
};

function summariseHistory({
  source: _source,
  updatedAt,
  completedAt,
  ...history
}: HistoryRow): HistorySummary {
  return {
    ...history,
    updatedAt: updatedAt?.toISOString(),
    completedAt: completedAt?.toISOString(),
  };
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
 *
 * @param options - `read` names the sources of histories, each any number of
 *   times; `problemOf` why histories of one cannot be found
 */
export function summariseSources(options: {
  sending: Source[];
  read: HistoryProvider['source'][];
  counters: SourceCounters[];
  histories: HistoryRow[];
  problemOf(sourceId: string): string | undefined;
}): SourceSummary[] {
  const { sending, read, counters, histories, problemOf } = options;
  const countersOf = new Map(counters.map(row => [row.source, row]));
  const historiesOf = (id: string) => ({
    histories: histories
      .filter(row => row.source === id)
      .map(row => summariseHistory(row)),
    historiesProblem: problemOf(id),
  });
  const known = new Set(sending.map(({ id }) => id));
  const onlyRead = new Map(
    read.filter(({ id }) => !known.has(id)).map(source => [source.id, source]),
  );
  return [
    ...sending.map(({ id, title, connector, secrets }) => ({
      id,
      connector: connector.id,
      title,
      gives: connector.gives,
      ingestPath: `/api/trace/ingest/${id}`,
      open: secrets.length > 0,
      ...summariseCounters(countersOf.get(id)),
      ...historiesOf(id),
    })),
    ...[...onlyRead.values()].map(source => ({
      id: source.id,
      connector: source.id,
      title: source.title,
      gives: source.gives,
      // It has no door that could be closed.
      open: true,
      ...summariseCounters(undefined),
      ...historiesOf(source.id),
    })),
  ];
}
