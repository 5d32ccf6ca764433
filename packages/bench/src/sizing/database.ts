import { Assumptions, RETENTION_DAYS } from './assumptions';
import { bytesOf, costsOf } from './costs';
import { deliveriesPerDay } from './deliveries';
import { driversOf } from './events';
import { Measured } from './measured';

/** Bytes of a portal's `trace` and `context` in PostgreSQL. */
export interface DatabaseSize {
  /** Bodies of deliveries that have not expired. */
  bodies: number;
  /** That a delivery came: its row without the body, for good. */
  deliveries: number;
  /** What deliveries say, for good. */
  facts: number;
  /** What is made of the facts: nodes, edges, chains, commits, rollouts. */
  graph: number;
  /** What the unified view said before. */
  revisions: number;
  total: number;
}

/** How large it is so many days after the first delivery. */
export function databaseSizeAfter(
  days: number,
  developers: number,
  assumed: Assumptions,
  measured: Measured,
): DatabaseSize {
  const perDay = driversOf(deliveriesPerDay(assumed, developers));
  const working = (atMost: number) =>
    (Math.min(days, atMost) * assumed.workingDaysPerYear) / 365;
  const {
    inbox,
    facts,
    revisions: _,
    other,
    ...graph
  } = bytesOf(costsOf(measured.runs), perDay);
  const deliveries = perDay.changes + perDay.checks;
  const rows = deliveries * measured.expiredRowBytes;
  const { failedShare } = assumed;
  const bodies =
    (inbox - rows) *
    ((1 - failedShare) * working(RETENTION_DAYS.bodies) +
      failedShare * working(RETENTION_DAYS.failedBodies));
  const { revisions } = measured;
  const size = {
    bodies,
    deliveries: rows * working(days),
    facts: facts * working(days),
    graph:
      (other + Object.values(graph).reduce((sum, bytes) => sum + bytes, 0)) *
      working(days),
    revisions:
      perDay.changes *
      (revisions.revisions / revisions.changes) *
      revisions.bytesEach *
      working(RETENTION_DAYS.revisions),
  };
  const total = Object.values(size).reduce((sum, bytes) => sum + bytes, 0);
  return { ...size, total };
}
