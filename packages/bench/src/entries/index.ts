import { Figure } from '../figures/figure';
import { Bench } from '../harness/Bench';
import { ingest } from './ingest';

/** Measures one thing. */
export type Entry = (bench: Bench) => Promise<Figure[]>;

/** All entries, in the order in which they run. */
export const ENTRIES: ReadonlyMap<string, Entry> = new Map([
  ['ingest', ingest],
]);
