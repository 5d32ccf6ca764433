import { driversOf } from './events';
import { Run, TableBytes } from './measured';

/** Bytes that a delivery adds to a group of tables. */
export interface Cost {
  /** One about a change. */
  perChange: number;
  /** One about a check. */
  perCheck: number;
}

function growthOf(run: Run, group: string) {
  const last = run.samples[run.samples.length - 1];
  return {
    ...driversOf(last.events),
    bytes: (last.tables[group] ?? 0) - (run.empty[group] ?? 0),
  };
}

/**
 * What a delivery costs in each group of tables: the two figures that explain
 * how much two runs with different shares of checks made it grow.
 *
 * @throws when the runs are too alike to tell changes from checks
 */
export function costsOf([one, other]: Run[]): Record<string, Cost> {
  const groups = Object.keys(one.samples[one.samples.length - 1].tables);
  return Object.fromEntries(
    groups.map(group => {
      const a = growthOf(one, group);
      const b = growthOf(other, group);
      const determinant = a.changes * b.checks - b.changes * a.checks;
      if (determinant === 0) {
        throw new Error('Both runs have the same share of checks');
      }
      return [
        group,
        {
          perChange: (a.bytes * b.checks - b.bytes * a.checks) / determinant,
          perCheck: (a.changes * b.bytes - b.changes * a.bytes) / determinant,
        },
      ];
    }),
  );
}

/** Bytes that deliveries add to every group of tables. */
export function bytesOf(
  costs: Record<string, Cost>,
  deliveries: { changes: number; checks: number },
): TableBytes {
  return Object.fromEntries(
    Object.entries(costs).map(([group, { perChange, perCheck }]) => [
      group,
      deliveries.changes * perChange + deliveries.checks * perCheck,
    ]),
  );
}
