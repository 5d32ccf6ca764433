import { Figure } from '../figures/figure';
import { Bench } from '../harness/Bench';
import { chain } from './chain';
import { context } from './context';
import { diff } from './diff';
import { importing } from './importing';
import { ingest } from './ingest';
import { memory } from './memory';
import { metrics } from './metrics';
import { page } from './page';
import { rebuild } from './rebuild';
import { releases } from './releases';

/** Measures one thing. */
export type Entry = (bench: Bench) => Promise<Figure[]>;

/**
 * All entries, in the order in which they run: `memory` makes the large data set
 * that `chain` reads.
 */
export const ENTRIES: ReadonlyMap<string, Entry> = new Map([
  ['ingest', ingest],
  ['memory', memory],
  ['chain', chain],
  ['metrics', metrics],
  ['context', context],
  ['import', importing],
  ['diff', diff],
  ['rebuild', rebuild],
  ['releases', releases],
  ['page', page],
]);
