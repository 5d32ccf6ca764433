import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCalendar } from './readCalendar';

const FOLDER = join(__dirname, '../../../../shared/corpora/icalendar');
const here = existsSync(FOLDER);
if (!here) {
  // eslint-disable-next-line no-console
  console.warn(`Not checked: ${FOLDER} is not there`);
}

const FILES = here
  ? readdirSync(FOLDER).filter(name => name.endsWith('.ics'))
  : [];
const textOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

interface Window {
  from: number;
  to: number;
}

const twoYears = (from: string): Window => ({
  from: Date.parse(from),
  to: DateTime.fromISO(from, { zone: 'utc' }).plus({ years: 2 }).toMillis(),
});
const iso = (instant: number) =>
  new Date(instant).toISOString().replace(':00.000Z', 'Z');

/** A zone of the second library whose rules come from the system. */
class SystemZone extends ICAL.Timezone {
  utcOffset({ year, month, day, hour, minute, second }: ICAL.Time): number {
    return (
      DateTime.fromObject(
        { year, month, day, hour, minute, second },
        { zone: this.tzid },
      ).offset * 60
    );
  }
}

/** What the second library takes only as the RFC has it. */
function strict(text: string): string {
  const [, zone] = /DTSTART;TZID=([^:;]+)/.exec(text) ?? [];
  return text
    .replace(
      /^(DTSTART|DTEND|EXDATE)((?:;TZID=[^:;]+)?):(\d{8})$/gm,
      '$1;VALUE=DATE:$3',
    )
    .replace(/(?<=UNTIL=)\d{8}T\d{6}(?!Z|\d)/g, local =>
      DateTime.fromISO(local, { zone })
        .toUTC()
        .toFormat("yyyyMMdd'T'HHmmss'Z'"),
    );
}

function useSystemZones(calendar: ICAL.Component, text: string): void {
  const own = new Set(
    calendar
      .getAllSubcomponents('vtimezone')
      .map(zone => String(zone.getFirstPropertyValue('tzid'))),
  );
  for (const [, tzid] of text.matchAll(/TZID="?([^":;\r\n]+)/g)) {
    if (!own.has(tzid)) {
      ICAL.TimezoneService.register(new SystemZone({ tzid }), tzid);
    }
  }
}

/** Times without a zone and whole days are those of UTC here. */
function instantOf(time: ICAL.Time): number {
  const { year, month, day, hour, minute, second } = time;
  return time.isDate || time.zone === ICAL.Timezone.localTimezone
    ? Date.UTC(year, month - 1, day, hour, minute, second)
    : time.toUnixTime() * 1_000;
}

/** Events, of those that stand there several times the newest. */
function eventsOf(calendar: ICAL.Component): ICAL.Event[] {
  const newest = new Map<string, ICAL.Component>();
  const sequence = (one?: ICAL.Component) =>
    Number(one?.getFirstPropertyValue('sequence') ?? 0);
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const key = `${event.getFirstPropertyValue(
      'uid',
    )} ${event.getFirstPropertyValue('recurrence-id')}`;
    if (sequence(event) >= sequence(newest.get(key))) newest.set(key, event);
  }
  return [...newest.values()].map(
    component => new ICAL.Event(component, { strictExceptions: false }),
  );
}

/** The same occurrences, as another library finds them. */
function otherwise(written: string, window: Window): string[] {
  const text = strict(written);
  const calendar = new ICAL.Component(ICAL.parse(text));
  useSystemZones(calendar, text);
  const events = eventsOf(calendar);
  const found: string[] = [];
  const add = (start: ICAL.Time, end: ICAL.Time) => {
    const from = instantOf(start);
    const to = Math.max(from, instantOf(end));
    if (from < window.to && to > window.from) {
      found.push(`${iso(from)} ${iso(to)}`);
    }
  };
  for (const event of events.filter(one => !one.isRecurrenceException())) {
    if (!event.isRecurring()) {
      add(event.startDate, event.endDate);
      continue;
    }
    const exceptions = events.filter(
      one => one.isRecurrenceException() && one.uid === event.uid,
    );
    const iterator = event.iterator();
    for (
      let time = iterator.next();
      time && instantOf(time) < window.to;
      time = iterator.next()
    ) {
      const moved = exceptions.some(({ recurrenceId }) =>
        time.isDate
          ? recurrenceId.toString().slice(0, 10) === time.toString()
          : instantOf(recurrenceId) === instantOf(time),
      );
      const end = time.clone();
      end.addDuration(event.duration);
      if (!moved) add(time, end);
    }
    // Also those that stand in for nothing: they are in the calendar.
    for (const { startDate, endDate } of exceptions) add(startDate, endDate);
  }
  return found.sort();
}

function read(text: string, window: Window) {
  return readCalendar(text, { window, timeZone: 'UTC' });
}

/** The years in which its events begin. */
const yearsOf = (text: string) => {
  const events = text.slice(text.indexOf('BEGIN:VEVENT'));
  const starts = [...events.matchAll(/^DTSTART[^:]*:(\d{4})/gm)];
  return [...new Set(starts.map(([, year]) => year))];
};

(here ? describe : describe.skip)('feeds of real programs', () => {
  it('are thirteen', () => {
    expect(FILES).toHaveLength(13);
  });

  it.each(FILES)('%s, as a second library has it', file => {
    const text = textOf(file);
    for (const year of yearsOf(text)) {
      const window = twoYears(`${year}-01-01`);
      const found = read(text, window)
        .map(({ start, end }) => `${iso(start)} ${iso(end)}`)
        .sort();
      expect(found).toEqual(otherwise(text, window));
      expect(found).not.toEqual([]);
    }
  });

  /** What the description of the feeds says of each, by file. */
  const rows = here
    ? [
        ...readFileSync(join(FOLDER, 'README.md'), 'utf8').matchAll(
          /^\| `([^`]+)` \| (.+) \|$/gm,
        ),
      ].map(([, file, said]) => ({ file, said }))
    : [];

  const counts = rows.flatMap(({ file, said }) => {
    const [, count] = /(\d+) occurrences/.exec(said) ?? [];
    return count ? [{ file, count: Number(count) }] : [];
  });
  const instants = rows.flatMap(({ file, said }) =>
    [...said.matchAll(/(?:\d{4}-)?\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z/g)].map(
      ([instant]) => ({ file, instant }),
    ),
  );

  it.each(counts)('$file takes place $count times', ({ file, count }) => {
    const text = textOf(`${file}.ics`);
    const [year] = yearsOf(text);
    expect(read(text, twoYears(`${year}-01-01`))).toHaveLength(count);
  });

  it.each(instants)('$file has $instant', ({ file, instant }) => {
    const text = textOf(`${file}.ics`);
    const moments = yearsOf(text)
      .flatMap(year => read(text, twoYears(`${year}-01-01`)))
      .flatMap(({ start, end }) => [start, end])
      .map(moment => new Date(moment).toISOString().replace(/\.000Z$/, 'Z'));
    const exact = instant.replace(/T(\d\d:\d\d)Z$/, 'T$1:00Z');
    expect(moments.filter(moment => moment.endsWith(exact))).not.toEqual([]);
  });

  it('are described', () => {
    expect(rows.map(({ file }) => `${file}.ics`).sort()).toEqual(FILES);
  });

  it('reads a whole day as the day it is, also where it was moved', () => {
    const days = read(
      textOf('exchange_whole_day_moved_recurrence.ics'),
      twoYears('2026-01-01'),
    );
    expect(days.every(({ allDay }) => allDay)).toBe(true);
    const weekdays = new Set(
      days.map(({ start }) => new Date(start).getUTCDay()),
    );
    // Tuesdays and Thursdays, and the Friday that one was moved to.
    expect([...weekdays].sort()).toEqual([2, 4, 5]);
  });
});
