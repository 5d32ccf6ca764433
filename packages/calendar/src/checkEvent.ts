import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { ContentLine } from './contentLines';

/** Occurrences a day that a rule may make; every half hour is enough. */
const MAX_A_DAY = 48;
const A_DAY: Record<string, number> = {
  HOURLY: 24,
  DAILY: 1,
  WEEKLY: 1,
  MONTHLY: 1,
  YEARLY: 1,
};
const INSTANT = /^\d{8}(?:T\d{6}Z?)?$/;

function refuse({ line, name, value }: ContentLine, expected: string): never {
  throw new InputError(
    `Line ${line} of the calendar: ${name} must be ${expected}, got "${value.slice(
      0,
      60,
    )}"`,
  );
}

function checkRule(line: ContentLine): void {
  const parts = new Map(
    line.value.split(';').map(part => {
      const [key, value = ''] = part.split('=');
      return [key.trim().toLocaleUpperCase('en'), value.trim()];
    }),
  );
  const a = A_DAY[parts.get('FREQ')?.toLocaleUpperCase('en') ?? ''];
  if (a === undefined) {
    refuse(line, `a rule with FREQ=${Object.keys(A_DAY).join(', ')}`);
  }
  const listed = (key: string) => parts.get(key)?.split(',').length ?? 1;
  const hours = parts.has('BYHOUR') ? listed('BYHOUR') : a;
  if (hours * listed('BYMINUTE') * listed('BYSECOND') > MAX_A_DAY) {
    refuse(line, `a rule that makes at most ${MAX_A_DAY} occurrences a day`);
  }
}

/**
 * Whether an event can be expanded, and in reasonable time.
 *
 * @throws InputError naming the line, and what was expected
 */
export function checkEvent(lines: ContentLine[]): void {
  for (const line of lines) {
    if (line.name === 'RRULE') checkRule(line);
    if (['DTSTART', 'DTEND', 'RECURRENCE-ID'].includes(line.name)) {
      const value = line.value.trim();
      if (!INSTANT.test(value) || !DateTime.fromISO(value).isValid) {
        refuse(line, 'a date or a time, e.g. 20260105 or 20260105T090000Z');
      }
    }
  }
  if (!lines.some(({ name }) => name === 'DTSTART')) {
    throw new InputError(
      `Line ${lines[0].line} of the calendar: the event must have a DTSTART`,
    );
  }
}
