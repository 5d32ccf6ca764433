import { Assumptions } from './assumptions';
import { Measured } from './measured';

/** What the busiest hour of a working day asks for. */
export interface Throughput {
  /** Deliveries a second in the busiest hour. */
  peakHour: number;
  /** Deliveries a second in its busiest minute. */
  peakMinute: number;
  /** Replicas that take in the busiest minute. */
  replicasForLoad: number;
  /** Replicas to run: never only one, which could not be updated in place. */
  replicas: number;
  /** Share of the time in which the graph is made, in the busiest hour. */
  projecting: number;
}

const median = (values: number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** Deliveries a second that one replica took in, and made readable. */
export function capacityOf(measured: Measured): {
  accepted: number;
  visible: number;
} {
  const [typical] = measured.runs;
  return {
    accepted: median(typical.acceptedPerSecond),
    visible: median(typical.visiblePerSecond),
  };
}

/** @param perDay - deliveries of a working day */
export function throughputFor(
  perDay: number,
  assumed: Assumptions,
  measured: Measured,
): Throughput {
  const { accepted, visible } = capacityOf(measured);
  const peakHour = (perDay * assumed.peakHourShare) / 3600;
  const peakMinute = peakHour * assumed.peakMinuteFactor;
  const replicasForLoad = Math.ceil(
    peakMinute / (accepted * assumed.utilisation),
  );
  return {
    peakHour,
    peakMinute,
    replicasForLoad,
    replicas: Math.max(2, replicasForLoad),
    projecting: peakHour / visible,
  };
}
