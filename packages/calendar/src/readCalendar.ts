import { assertError, InputError } from '@backstage/errors';
import { DateTime, IANAZone } from 'luxon';
import ical, { EventInstance, VEvent } from 'node-ical';
import { checkEvent } from './checkEvent';
import { componentsOf, ContentLine, readContentLines } from './contentLines';
import {
  CalendarLimits,
  CalendarPerson,
  CalendarRequest,
  Occurrence,
} from './types';

const DEFAULT_LIMITS: CalendarLimits = {
  length: 5_000_000,
  events: 10_000,
  occurrences: 10_000,
};
/** Whole days are expanded on the clocks of the machine, a day off at most. */
const MARGIN_MS = 2 * 86_400_000;
/** Properties whose times may be without a zone. */
const TIMES = new Set(['DTSTART', 'DTEND', 'EXDATE', 'RDATE', 'RECURRENCE-ID']);

const isFloating = ({ parameters, value }: ContentLine) =>
  !/TZID=/i.test(parameters) && /T\d{6}\s*(?:,|$)/.test(value);

/**
 * The feed with its times without a zone on the clocks of one: what the parser
 * would otherwise take for those of the machine.
 */
function withZone(
  lines: ContentLine[],
  events: ContentLine[][],
  timeZone: string,
): string {
  const floating = new Set(
    events
      .filter(event =>
        event.some(line => line.name === 'DTSTART' && isFloating(line)),
      )
      .flatMap(event =>
        event.filter(line => TIMES.has(line.name) && isFloating(line)),
      ),
  );
  return lines
    .map(line => {
      const zone = floating.has(line) ? `;TZID=${timeZone}` : '';
      return `${line.name}${line.parameters}${zone}:${line.value}`;
    })
    .join('\r\n');
}

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const inner = (value as { val?: unknown } | undefined)?.val;
  return typeof inner === 'string' ? inner : '';
};

interface NamedPerson {
  val?: string;
  params?: Record<string, string | undefined>;
}

function readPerson(value: unknown): CalendarPerson | undefined {
  const { params } = (value ?? {}) as NamedPerson;
  const address = textOf(value);
  const email = /^mailto:/i.test(address) ? address.slice(7) : params?.EMAIL;
  const name = params?.CN;
  return email || name ? { name, email } : undefined;
}

function readAttendees(value: unknown): CalendarPerson[] {
  const all = Array.isArray(value) ? value : [value];
  return all
    .filter(one => (one as NamedPerson)?.params?.PARTSTAT !== 'DECLINED')
    .map(readPerson)
    .filter(person => person !== undefined);
}

/** Midnight of a day that the parser gives on the clocks of the machine. */
function midnight(day: Date, timeZone: string): number {
  return DateTime.fromObject(
    { year: day.getFullYear(), month: day.getMonth() + 1, day: day.getDate() },
    { zone: timeZone },
  ).toMillis();
}

function toOccurrence(instance: EventInstance, timeZone: string): Occurrence {
  const { event, isFullDay } = instance;
  const at = (moment: Date) =>
    isFullDay ? midnight(moment, timeZone) : moment.getTime();
  const start = at(instance.start);
  return {
    uid: event.uid,
    start,
    // Some programs write ends before the beginning.
    end: Math.max(start, at(instance.end)),
    allDay: isFullDay,
    title: textOf(event.summary),
    attendees: readAttendees(event.attendee),
    organizer: readPerson(event.organizer),
  };
}

function expand(event: VEvent, { window, timeZone }: CalendarRequest) {
  return ical
    .expandRecurringEvent(event, {
      from: new Date(window.from - MARGIN_MS),
      to: new Date(window.to + MARGIN_MS),
      expandOngoing: true,
    })
    .filter(instance => instance.event.status !== 'CANCELLED')
    .map(instance => toOccurrence(instance, timeZone))
    .filter(
      ({ start, end }) =>
        start < window.to && (end > window.from || start === window.from),
    );
}

function parse(
  lines: ContentLine[],
  events: ContentLine[][],
  timeZone: string,
): VEvent[] {
  const parsed = ical.sync.parseICS(withZone(lines, events, timeZone));
  return Object.values(parsed).filter(
    component => component?.type === 'VEVENT',
  );
}

/** Without what a later version of the same event replaces. */
function newest(events: ContentLine[][]): ContentLine[][] {
  const valueOf = (event: ContentLine[], name: string) =>
    event.find(line => line.name === name)?.value.trim() ?? '';
  const byId = new Map<string, ContentLine[]>();
  for (const event of events) {
    const id = `${valueOf(event, 'UID')}\n${valueOf(event, 'RECURRENCE-ID')}`;
    const known = byId.get(id);
    const sequence = Number(valueOf(event, 'SEQUENCE') || 0);
    if (!known || sequence >= Number(valueOf(known, 'SEQUENCE') || 0)) {
      byId.set(id, event);
    }
  }
  return [...byId.values()];
}

/** Says in which event it is that the parser stumbles. */
function parseOrName(
  lines: ContentLine[],
  events: ContentLine[][],
  timeZone: string,
): VEvent[] {
  try {
    return parse(lines, events, timeZone);
  } catch (error) {
    assertError(error);
    for (const event of events) {
      try {
        parse(event, [event], timeZone);
      } catch (reason) {
        assertError(reason);
        throw new InputError(
          `The event that begins on line ${event[0].line} of the calendar cannot be read: ${reason.message}`,
        );
      }
    }
    throw new InputError(`The calendar cannot be read: ${error.message}`);
  }
}

/**
 * When the events of a feed take place in a stretch of time, in its order. What
 * a feed says of one occurrence alone stands in for that of its series, the
 * highest SEQUENCE counts, what is cancelled does not take place.
 *
 * @param text - iCalendar (RFC 5545)
 * @throws InputError naming the line that cannot be read, or the limit
 */
export function readCalendar(
  text: string,
  request: CalendarRequest,
): Occurrence[] {
  const limits = { ...DEFAULT_LIMITS, ...request.limits };
  const { timeZone } = request;
  if (!IANAZone.isValidZone(timeZone)) {
    throw new InputError(
      `"${timeZone}" must be the IANA name of a time zone, e.g. Europe/London`,
    );
  }
  if (text.length > limits.length) {
    throw new InputError(
      `The calendar has ${text.length} characters; it may have ${limits.length}`,
    );
  }
  const all = readContentLines(text);
  const written = componentsOf(all, 'VEVENT');
  if (written.length > limits.events) {
    throw new InputError(
      `The calendar has ${written.length} events; it may have ${limits.events}`,
    );
  }
  written.forEach(checkEvent);
  const events = newest(written);
  const kept = new Set(events);
  const replaced = new Set(written.filter(event => !kept.has(event)).flat());
  const lines = all.filter(line => !replaced.has(line));
  const occurrences: Occurrence[] = [];
  for (const event of parseOrName(lines, events, timeZone)) {
    occurrences.push(...expand(event, request));
    if (occurrences.length > limits.occurrences) {
      throw new InputError(
        `The events of the calendar take place more than ${limits.occurrences} times in the time that was asked for`,
      );
    }
  }
  return occurrences.sort(
    (one, other) => one.start - other.start || one.end - other.end,
  );
}
