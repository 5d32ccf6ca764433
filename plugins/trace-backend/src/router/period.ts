import { InputError } from '@backstage/errors';
import { z } from 'zod';

const DAY = 24 * 3_600_000;
const DEFAULT_DAYS = 90;
const MAX_DAYS = 400;

const instant = z.iso
  .datetime('expected a time in UTC, e.g. 2026-03-01T00:00:00Z')
  .transform(text => new Date(text).toISOString())
  .optional();

/** Query parameters of what is counted over a period. */
export const periodParameters = { from: instant, to: instant };

/**
 * The period that is asked for: 90 days until now, where nothing is said.
 *
 * @throws InputError for one that is empty or longer than 400 days
 */
export function periodOf(
  asked: { from?: string; to?: string },
  now: number = Date.now(),
): { from: string; to: string } {
  const to = asked.to ?? new Date(now).toISOString();
  const from =
    asked.from ?? new Date(Date.parse(to) - DEFAULT_DAYS * DAY).toISOString();
  if (from >= to) {
    throw new InputError('from: expected a time before "to"');
  }
  if (Date.parse(to) - Date.parse(from) > MAX_DAYS * DAY) {
    throw new InputError(`from: expected at most ${MAX_DAYS} days before "to"`);
  }
  return { from, to };
}
