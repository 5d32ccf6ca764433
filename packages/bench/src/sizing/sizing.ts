import { ApiCalls, apiCallsFor } from './apiCalls';
import { Assumptions } from './assumptions';
import { DatabaseSize, databaseSizeAfter } from './database';
import { deliveriesPerDay } from './deliveries';
import { ByEvent, EVENTS } from './events';
import { Measured } from './measured';
import { Throughput, throughputFor } from './throughput';

/** What a portal of that many developers takes and costs. */
export interface Sizing {
  developers: number;
  /** Of a working day. */
  deliveries: { total: number; byEvent: ByEvent };
  /** Bytes of a working day. */
  bytes: { raw: number; stored: number };
  api: ApiCalls;
  throughput: Throughput;
  database: { month: DatabaseSize; year: DatabaseSize; years: DatabaseSize };
}

/** Computes it from what is assumed and what was measured. */
export function sizingFor(
  developers: number,
  assumed: Assumptions,
  measured: Measured,
): Sizing {
  const byEvent = deliveriesPerDay(assumed, developers);
  const sumOf = (each: (event: (typeof EVENTS)[number]) => number) =>
    EVENTS.reduce((sum, event) => sum + byEvent[event] * each(event), 0);
  const total = sumOf(() => 1);
  const after = (days: number) =>
    databaseSizeAfter(days, developers, assumed, measured);
  return {
    developers,
    deliveries: { total, byEvent },
    bytes: {
      raw: sumOf(event => measured.sizes[event].rawBytes),
      stored: sumOf(event => measured.sizes[event].storedBytes),
    },
    api: apiCallsFor(developers, assumed),
    throughput: throughputFor(total, assumed, measured),
    database: { month: after(30), year: after(365), years: after(3 * 365) },
  };
}
