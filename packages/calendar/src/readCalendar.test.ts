import { readCalendar } from './readCalendar';

const feed = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]) => [
  'BEGIN:VEVENT',
  'UID:1',
  ...lines,
  'END:VEVENT',
];

function read(
  text: string,
  { timeZone = 'Europe/London', from = '2026-03-01', to = '2026-04-15' } = {},
) {
  return readCalendar(text, {
    timeZone,
    window: { from: Date.parse(from), to: Date.parse(to) },
    limits: { events: 3, occurrences: 100, length: 10_000 },
  });
}

const spans = (...options: Parameters<typeof read>) =>
  read(...options).map(({ start, end }) =>
    [start, end].map(at => new Date(at).toISOString().slice(0, 16)).join(' '),
  );

describe('readCalendar', () => {
  it('has whole days and times without a zone on the clocks asked for', () => {
    const text = feed(
      ...event('DTSTART;VALUE=DATE:20260328', 'RRULE:FREQ=DAILY;COUNT=2'),
      'BEGIN:VEVENT',
      'UID:2',
      'DTSTART:20260328T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=2',
      'END:VEVENT',
    );
    // The clocks go forward in London in the night to the 29th.
    expect(spans(text)).toEqual([
      '2026-03-28T00:00 2026-03-29T00:00',
      '2026-03-28T09:00 2026-03-28T10:00',
      '2026-03-29T00:00 2026-03-29T23:00',
      '2026-03-29T08:00 2026-03-29T09:00',
    ]);
    expect(spans(text, { timeZone: 'Asia/Kolkata' })[1]).toBe(
      '2026-03-28T03:30 2026-03-28T04:30',
    );
  });

  it('has what began before and goes on, not what only touches', () => {
    const text = feed(
      ...event('DTSTART:20260301T000000Z', 'DTEND:20260310T000000Z'),
    );
    const found = (from: string, to: string) => spans(text, { from, to });
    expect(found('2026-03-05', '2026-03-06')).toHaveLength(1);
    expect(found('2026-03-10', '2026-03-11')).toEqual([]);
    expect(found('2026-02-20', '2026-03-01')).toEqual([]);
  });

  it('names who is invited and has not declined', () => {
    const [occurrence] = read(
      feed(
        ...event(
          'DTSTART:20260301T000000Z',
          'SUMMARY:Primary\\, payments',
          'ORGANIZER;CN=Desk:mailto:desk@example.com',
          'ATTENDEE;CN="Ada: on call";PARTSTAT=ACCEPTED:mailto:ada@exam',
          ' ple.com',
          'ATTENDEE;PARTSTAT=DECLINED:mailto:ben@example.com',
        ),
      ),
    );
    expect(occurrence).toMatchObject({
      title: 'Primary, payments',
      organizer: { name: 'Desk', email: 'desk@example.com' },
      attendees: [{ name: 'Ada: on call', email: 'ada@example.com' }],
    });
  });

  it('leaves out what is cancelled', () => {
    const series = event(
      'DTSTART:20260301T000000Z',
      'RRULE:FREQ=DAILY;COUNT=2',
    );
    const gone = event(
      'RECURRENCE-ID:20260302T000000Z',
      'DTSTART:20260302T000000Z',
      'STATUS:CANCELLED',
    );
    expect(spans(feed(...series, ...gone))).toHaveLength(1);
  });

  it.each([
    ['', 'Line 1 of the calendar: expected BEGIN:VCALENDAR'],
    ['<html>', 'Line 1 of the calendar must be a property'],
    [
      'BEGIN:VEVENT\nEND:VEVENT',
      'Line 1 of the calendar: expected BEGIN:VCALENDAR',
    ],
    [
      'BEGIN:VCALENDAR\nVERSION:2.0',
      'Line 1 of the calendar: expected an END:VCALENDAR',
    ],
    [
      'BEGIN:VCALENDAR\nEND:VEVENT',
      'Line 2 of the calendar: expected END:VCALENDAR',
    ],
    [feed('no colon'), 'Line 3 of the calendar must be a property'],
    [
      feed(...event('DTSTART:tomorrow')),
      'Line 5 of the calendar: DTSTART must be a date or a time',
    ],
    [
      feed(...event('SUMMARY:x')),
      'Line 3 of the calendar: the event must have a DTSTART',
    ],
    [
      feed(...event('DTSTART:20260301T000000Z', 'RRULE:FREQ=NEVER')),
      'Line 6 of the calendar: RRULE must be a rule with FREQ=HOURLY',
    ],
    [
      feed(...event('DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY')),
      'Line 6 of the calendar: RRULE must be a rule with FREQ=HOURLY',
    ],
    [
      feed(
        ...event(
          'DTSTART:20260301T000000Z',
          'RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,1,2,3,4,5;BYSECOND=1,2,3',
        ),
      ),
      'Line 6 of the calendar: RRULE must be a rule that makes at most 48',
    ],
    [
      feed(...event('DTSTART:20260230T990000Z', 'RRULE:FREQ=DAILY')),
      'Line 5 of the calendar: DTSTART must be a date or a time',
    ],
    [
      feed(
        ...event('DTSTART:20260301T000000Z'),
        ...event('DTSTART:20260301T000000Z', 'RRULE:FREQ=DAILY;BYDAY=XX'),
      ),
      'The event that begins on line 7 of the calendar cannot be read',
    ],
    [
      feed(...event('DTSTART:20260301T000000Z', 'RRULE:FREQ=HOURLY')),
      'take place more than 100 times',
    ],
    [
      feed(...[1, 2, 3, 4].flatMap(() => event('DTSTART:20260301T000000Z'))),
      'The calendar has 4 events; it may have 3',
    ],
    [feed(`X-A:${'a'.repeat(10_000)}`), 'characters; it may have 10000'],
  ])('refuses %#', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('refuses a zone that there is not', () => {
    expect(() => read(feed(), { timeZone: 'Europe/Nowhere' })).toThrow(
      '"Europe/Nowhere" must be the IANA name of a time zone',
    );
  });
});
