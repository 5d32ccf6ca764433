import {
  FLOW_STAGES,
  FlowChange,
  FlowDelivery,
  FlowIncident,
  FlowStageName,
  StageInterval,
} from '@throughline/plugin-trace-common';
import { ChangeFlow } from '../../flow/flowOfChange';

/** What the key and the columns of a row do not say already. */
type Change = Omit<FlowChange, 'entityRef' | 'id' | 'changedAgainAt'>;
type Incident = Omit<FlowIncident, 'entityRef' | 'cause'>;

/** Instants of a change, in the order in which they are stored. */
const INSTANTS = [
  'startedAt',
  'createdAt',
  'readyAt',
  'firstReviewAt',
  'mergedAt',
  'closedAt',
  'settledAt',
  'deliveredAt',
] as const;

type Instant = (typeof INSTANTS)[number];

/** Where no instant is known. */
const NONE = -1;
const PRODUCTION = 1;
const RELEASE = 2;
const BASELINE = 4;
const INCOMPLETE = 8;

/**
 * A change as a row holds it. Metrics read tens of thousands of them at once,
 * and one instant is often the end of one thing and the begin of another: so
 * each is written once, and all else says which one it is.
 */
interface Packed {
  /** ISO 8601. */
  times: string[];
  /** By {@link INSTANTS}. */
  at: number[];
  /** Of each stage: which one, when it was entered, when it was left. */
  stages: number[];
  deliveries: Array<
    [environment: string, flags: number, at: number, by: string]
  >;
  change: Omit<Change, Instant | 'stages' | 'deliveries'>;
  incidents: Incident[];
}

/** A change as rows held it before: all in words. */
interface Unpacked {
  change: Change;
  incidents: Incident[];
}

const flagsOf = (delivery: FlowDelivery) =>
  (delivery.production ? PRODUCTION : 0) +
  (delivery.release ? RELEASE : 0) +
  (delivery.baseline ? BASELINE : 0) +
  (delivery.incomplete ? INCOMPLETE : 0);

/** The text of a row. Equal changes have equal texts. */
export function packFlow({ change, incidents }: ChangeFlow): string {
  const {
    entityRef: _entityRef,
    id: _id,
    changedAgainAt: _again,
    stages,
    deliveries,
    ...others
  } = change;
  const times: string[] = [];
  const indexOf = (time: string | undefined) => {
    if (time === undefined) return NONE;
    const index = times.indexOf(time);
    return index === NONE ? times.push(time) - 1 : index;
  };
  const rest: Partial<typeof others> = others;
  const at = INSTANTS.map(name => indexOf(rest[name]));
  INSTANTS.forEach(name => delete rest[name]);
  const packed: Packed = {
    times,
    at,
    stages: stages.flatMap(({ stage, entered, left }) => [
      FLOW_STAGES.indexOf(stage),
      indexOf(entered),
      indexOf(left),
    ]),
    deliveries: deliveries.map(one => [
      one.environment,
      flagsOf(one),
      indexOf(one.at),
      one.by,
    ]),
    change: rest as Packed['change'],
    incidents: incidents.map(
      ({ entityRef: _of, cause: _cause, ...incident }) => incident,
    ),
  };
  return JSON.stringify(packed);
}

function stagesOf({ times, stages }: Packed): StageInterval[] {
  const intervals: StageInterval[] = [];
  for (let index = 0; index < stages.length; index += 3) {
    const stage: FlowStageName = FLOW_STAGES[stages[index]];
    const entered = times[stages[index + 1]];
    const left = stages[index + 2];
    intervals.push(
      left === NONE
        ? { stage, entered }
        : { stage, entered, left: times[left] },
    );
  }
  return intervals;
}

const deliveriesOf = ({ times, deliveries }: Packed): FlowDelivery[] =>
  deliveries.map(([environment, flags, at, by]) => {
    const delivery: FlowDelivery = {
      environment,
      production: (flags & PRODUCTION) > 0,
      release: (flags & RELEASE) > 0,
      at: times[at],
      by,
    };
    if (flags & BASELINE) delivery.baseline = true;
    if (flags & INCOMPLETE) delivery.incomplete = true;
    return delivery;
  });

function changeOf(packed: Packed): Change {
  const { times, at, change } = packed;
  const whole = change as Change;
  INSTANTS.forEach((name, index) => {
    if (at[index] !== NONE) whole[name] = times[at[index]];
  });
  whole.stages = stagesOf(packed);
  whole.deliveries = deliveriesOf(packed);
  return whole;
}

/** A change from the text of its row. */
export function unpackFlow(
  text: string,
  of: { entityRef: string; id: string },
): ChangeFlow {
  const stored = JSON.parse(text) as Packed | Unpacked;
  // What was written by an earlier version stays so until it is projected anew.
  const bare = 'times' in stored ? changeOf(stored) : stored.change;
  const change = Object.assign(bare, of);
  return {
    change,
    incidents: stored.incidents.map(incident => ({
      ...incident,
      entityRef: of.entityRef,
      cause: of.id,
    })),
  };
}
