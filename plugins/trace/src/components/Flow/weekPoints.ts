import { Authorship, FlowWeek } from '@throughline/plugin-trace-common';

/** A week as the lines draw it. */
export interface WeekPoint {
  /** ISO 8601 date of its Monday. */
  start: string;
  opened: number;
  delivered: number;
  /** From delivered up to opened; without height where delivery kept up. */
  gap: [number, number];
}

function sumOf(counts: Record<Authorship, number>, ways: Authorship[]): number {
  return ways.reduce((sum, way) => sum + counts[way], 0);
}

const WEEK = 7 * 86_400_000;

/** Weeks that are over at `to`, an ISO 8601 time: the others would look like a fall. */
export function fullWeeks(weeks: FlowWeek[], to: string): FlowWeek[] {
  return weeks.filter(
    ({ start }) => Date.parse(start) + WEEK <= Date.parse(to),
  );
}

/** What was opened and delivered each week, of changes written so. */
export function weekPoints(weeks: FlowWeek[], ways: Authorship[]): WeekPoint[] {
  return weeks.map(({ start, ...counts }) => {
    const opened = sumOf(counts.created, ways);
    const delivered = sumOf(counts.delivered, ways);
    return {
      start,
      opened,
      delivered,
      gap: [delivered, Math.max(opened, delivered)],
    };
  });
}

/** The sums of all weeks. */
export function totals(points: WeekPoint[]): {
  opened: number;
  delivered: number;
} {
  return {
    opened: points.reduce((sum, { opened }) => sum + opened, 0),
    delivered: points.reduce((sum, { delivered }) => sum + delivered, 0),
  };
}
