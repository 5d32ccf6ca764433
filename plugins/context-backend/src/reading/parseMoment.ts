import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { Moment } from './types';

const EXPECTED = 'expected the number of a revision or an ISO 8601 time';
/** More digits than a revision ever has, fewer than a number can hold. */
const REVISION = /^\d{1,15}$/;

const time = z.union([
  z.iso.datetime({ offset: true }),
  // A day is its first moment, in UTC like every time without another zone.
  z.iso.date(),
]);

/**
 * Reads a moment from what a caller sent.
 *
 * @param field - what the caller calls it, for the message
 * @throws InputError when it is neither a revision nor a time
 */
export function parseMoment(field: string, input: number | string): Moment {
  if (REVISION.test(String(input))) return { revision: Number(input) };
  const parsed = time.safeParse(input);
  if (!parsed.success) throw new InputError(`${field}: ${EXPECTED}`);
  return { time: new Date(parsed.data) };
}

/** A moment from which changes are counted. */
export type Since = Moment | 'last-look';

/** Like {@link parseMoment}, and `last-look` besides. */
export function parseSince(input: number | string): Since {
  if (input === 'last-look') return input;
  try {
    return parseMoment('since', input);
  } catch {
    throw new InputError(`since: ${EXPECTED}, or last-look`);
  }
}
