import * as figures from './measurements.json';

/** Mean sizes of the published example payloads of an event. */
export interface EventSize {
  examples: number;
  /** As it is sent. */
  rawBytes: number;
  /** As the inbox stores it. */
  storedBytes: number;
}

/** Bytes that PostgreSQL keeps in a group of tables, with their indexes. */
export type TableBytes = Record<string, number>;

/** What the database was after some deliveries. */
export interface Sample {
  /** Deliveries so far, by event. */
  events: Record<string, number>;
  rawBytes: number;
  /** Of the bodies, compressed. */
  storedBytes: number;
  tables: TableBytes;
}

/** A series of samples, one after the other into the same database. */
export interface Run {
  name: string;
  developers: number;
  /** Bytes before the first delivery. */
  empty: TableBytes;
  samples: Sample[];
  /** Of each sample: sent until the last was answered. */
  acceptedPerSecond: number[];
  /** Of each sample: sent until all of them could be read. */
  visiblePerSecond: number[];
}

/** What `npm run sizing -- --measure` measured. */
export interface Measured {
  date: string;
  commit: string;
  machine: string;
  node: string;
  postgresql: string;
  sizes: Record<string, EventSize>;
  /** Of which the costs are computed. */
  runs: Run[];
  /** Against which they are checked. */
  month: Run & { workingDays: number };
  /** A row of the inbox whose body has expired, with its share of indexes. */
  expiredRowBytes: number;
  /** Of deliveries about changes, one after the other, with their checks. */
  revisions: { changes: number; revisions: number; bytesEach: number };
}

/** The figures that are committed. */
export const measured: Measured = figures;
