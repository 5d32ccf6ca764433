import {
  MAX_MENTION_TEXT,
  storableText,
  toInstant,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';

/** Jira writes `2026-03-01T10:00:00.000+0000`; a colon is accepted, too. */
const ZONED_TIME =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:Z|([+-]\d\d):?(\d\d))$/;
const KEY = /^[A-Z][A-Z0-9_]{0,254}-[1-9]\d{0,14}$/;

/** A text that people wrote, kept in part: no addresses, at most `max` long. */
export function prose(max: number) {
  return z
    .string()
    .transform(value =>
      storableText(withoutAddresses(value.slice(0, MAX_MENTION_TEXT)), max),
    );
}

/** A time as facts carry it; undefined when the text is none with its zone. */
export function readInstant(value: unknown): string | undefined {
  const [, local, hours, minutes] =
    ZONED_TIME.exec(typeof value === 'string' ? value : '') ?? [];
  if (!local) return undefined;
  return toInstant(`${local}${hours ? `${hours}:${minutes}` : 'Z'}`);
}

/** A time with its zone. */
export const instant = z.string().transform((value, context) => {
  const read = readInstant(value);
  if (read) return read;
  context.addIssue('expected a time with its zone, ISO 8601');
  return z.NEVER;
});

/** Milliseconds since 1970, as webhooks say when they were sent. */
export const timestamp = z.number().transform((value, context) => {
  const read = toInstant(value);
  if (read) return read;
  context.addIssue('expected milliseconds since 1970');
  return z.NEVER;
});

/** As milliseconds, this is before there was a Jira. */
const SECONDS_BELOW = 100_000_000_000;

/**
 * When a change was: a time with its zone, or, as Jira Cloud documents it of
 * many changelogs at once, a number since 1970, in seconds in its example.
 */
export const changeTime = z.union([
  instant,
  z
    .number()
    .transform(value => (value < SECONDS_BELOW ? value * 1000 : value))
    .pipe(timestamp),
]);

/** Whether a text is the key of a ticket, e.g. `PAY-812`. */
export function isKey(value: unknown): value is string {
  return typeof value === 'string' && KEY.test(value);
}

/** The key of a ticket. */
export const key = z
  .string()
  .regex(KEY, 'expected the key of a ticket, e.g. PAY-812');
