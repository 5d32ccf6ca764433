import { DeliveryPlan } from '../deliveries/generate';

/** Requests to be sent by the load generator. */
export interface Load {
  url: string;
  connections: number;
  /** How many requests. */
  amount: number;
  /** Requests a second over all connections; as many as possible if missing. */
  rate?: number;
  headers?: Record<string, string>;
  /** POSTs deliveries, signed as GitHub does; GETs if missing. */
  deliveries?: { plan: DeliveryPlan; secret: string };
}

/** What came of it. */
export interface LoadResult {
  perSecond: number;
  seconds: number;
  /** Milliseconds of each answer, in the order they came. */
  latencies: number[];
  /** Answers that were not 2xx, and requests without any. */
  failures: number;
}

/** To the load generator. */
export type LoadOrder = { prepare: Load } | 'go';

/** From the load generator. What loads TypeScript sends messages as well. */
export type LoadReport =
  | { report: 'prepared' }
  | { report: 'done'; result: LoadResult }
  | { report: 'failed'; reason: string };

/** Whether a message is one of the load generator's. */
export function isLoadReport(message: unknown): message is LoadReport {
  return typeof message === 'object' && message !== null && 'report' in message;
}
