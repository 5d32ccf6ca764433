import { DataSet, DataSets } from './DataSets';
import { LoadGenerator } from './LoadGenerator';
import { PortalHome } from './Portal';

/** How much is measured. */
export interface Scale {
  /** Rounds of ours and the yardstick in turn. */
  runs: number;
  /** Requests in each run of each. */
  requests: number;
  /** Deliveries that wait when the projector is measured alone. */
  backlog: number;
  /** Seconds of steady deliveries. */
  steadySeconds: number;
  small: DataSet;
  large: DataSet;
}

const SMALL = 10_000;

/** The scale of a measurement. */
export function scaleOf(options: { full: boolean; quick: boolean }): Scale {
  if (options.quick) {
    return {
      runs: 2,
      requests: 400,
      backlog: 1_000,
      steadySeconds: 5,
      small: { name: 'quick_small', parts: [{ series: 0, count: 5_000 }] },
      large: largeSet('quick_large', 5_000, 10_000),
    };
  }
  const large = options.full ? 1_000_000 : 200_000;
  return {
    runs: 5,
    requests: 2_000,
    backlog: 20_000,
    steadySeconds: 30,
    small: { name: 'small', parts: [{ series: 0, count: SMALL }] },
    large: largeSet(options.full ? 'full' : 'large', SMALL, large),
  };
}

// The first part is what the small set has, so that one process can be looked
// at after the one and after the other.
function largeSet(name: string, small: number, all: number): DataSet {
  return {
    name,
    parts: [
      { series: 0, count: small },
      { series: 1, count: all - small },
    ],
  };
}

/** What an entry measures with. */
export interface Bench {
  home: PortalHome;
  scale: Scale;
  data: DataSets;
  load: LoadGenerator;
}

/** Connections of the load generator, everywhere. */
export const CONNECTIONS = 10;
