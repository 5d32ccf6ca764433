import { Assumptions } from './assumptions';
import { bytesOf, costsOf } from './costs';
import { deliveriesPerDay } from './deliveries';
import { driversOf } from './events';
import { Measured } from './measured';

/** Something predicted, and what it really was. */
export interface Compared {
  what: string;
  unit: 'deliveries' | 'bytes';
  predicted: number;
  measured: number;
  /** By which share the prediction is too high; too low when negative. */
  deviation: number;
}

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

function compared(
  what: string,
  unit: Compared['unit'],
  predicted: number,
  real: number,
): Compared {
  const deviation = predicted / real - 1;
  return { what, unit, predicted, measured: real, deviation };
}

/**
 * Holds what the model says of a month against the month that was generated
 * and sent: first from the number of developers alone, then what the database
 * became from the deliveries that really were.
 */
export function checkAgainstMonth(
  assumed: Assumptions,
  measured: Measured,
): Compared[] {
  const { month } = measured;
  const last = month.samples[month.samples.length - 1];
  const byEvent = deliveriesPerDay(assumed, month.developers);
  const predicted = Object.entries(byEvent).map(([event, perDay]) => ({
    deliveries: perDay * month.workingDays,
    ...measured.sizes[event],
  }));
  const total = (each: (of: (typeof predicted)[number]) => number) =>
    sum(predicted.map(each));
  const grown = (group: string) => last.tables[group] - month.empty[group];
  const groups = Object.keys(last.tables).filter(
    // Sent in minutes, a month has far fewer states to remember.
    group => group !== 'revisions' && group !== 'other',
  );
  const costs = costsOf(measured.runs);
  const drivers = driversOf(byEvent);
  const planned = bytesOf(costs, {
    changes: drivers.changes * month.workingDays,
    checks: drivers.checks * month.workingDays,
  });
  const known = bytesOf(costs, driversOf(last.events));
  return [
    compared(
      'deliveries',
      'deliveries',
      total(({ deliveries }) => deliveries),
      sum(Object.values(last.events)),
    ),
    compared(
      'as sent',
      'bytes',
      total(({ deliveries, rawBytes }) => deliveries * rawBytes),
      last.rawBytes,
    ),
    compared(
      'compressed',
      'bytes',
      total(({ deliveries, storedBytes }) => deliveries * storedBytes),
      last.storedBytes,
    ),
    compared(
      'all tables',
      'bytes',
      sum(groups.map(group => planned[group])),
      sum(groups.map(grown)),
    ),
    ...groups.map(group =>
      compared(
        `${group}, from the deliveries there were`,
        'bytes',
        known[group],
        grown(group),
      ),
    ),
  ];
}
