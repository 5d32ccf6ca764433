import { gapsOf, onCallAt } from './onCallAt';
import { Rotation, RotationLayer, shiftsOfRotation } from './rotation';
import { Contact, Shift, Span } from './types';

const at = (iso: string) => Date.parse(iso);
const iso = (instant?: number) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

const ada: Contact = { email: 'ada@example.com' };
const ben: Contact = { email: 'ben@example.com' };
const cem: Contact = { email: 'cem@example.com' };

const shift = (
  contact: Contact,
  start: string,
  end: string,
  rest: Partial<Shift> = {},
): Shift => ({
  start: at(start),
  end: at(end),
  level: 1,
  contact,
  override: false,
  ...rest,
});

const DAY: Span = {
  from: at('2026-03-02T00:00Z'),
  to: at('2026-03-03T00:00Z'),
};

describe('onCallAt', () => {
  const shifts = [
    shift(ada, '2026-03-02T00:00Z', '2026-03-02T08:00Z'),
    shift(ada, '2026-03-02T08:00Z', '2026-03-02T10:00Z'),
    shift(ben, '2026-03-02T10:00Z', '2026-03-02T12:00Z'),
    shift(ada, '2026-03-02T14:00Z', '2026-03-03T09:00Z'),
    shift(cem, '2026-03-02T00:00Z', '2026-03-04T00:00Z', { level: 2 }),
  ];
  const said = (some: Shift[], instant: string) =>
    onCallAt(some, DAY, at(instant)).map(({ level, contacts, until, next }) => [
      level,
      contacts.map(({ email }) => email),
      iso(until),
      next?.map(({ email }) => email),
    ]);

  it('names who, until when, and who is next', () => {
    expect(said(shifts, '2026-03-02T07:59:59.999Z')).toEqual([
      [1, [ada.email], '2026-03-02T10:00:00.000Z', [ben.email]],
      [2, [cem.email], undefined, undefined],
    ]);
  });

  it('hands over at the moment it says', () => {
    expect(said(shifts, '2026-03-02T10:00Z')[0]).toEqual([
      1,
      [ben.email],
      '2026-03-02T12:00:00.000Z',
      [],
    ]);
  });

  it('knows a gap, and when it ends', () => {
    expect(said(shifts, '2026-03-02T13:00Z')[0]).toEqual([
      1,
      [],
      '2026-03-02T14:00:00.000Z',
      [ada.email],
    ]);
    expect(gapsOf(shifts, DAY, 1)).toEqual([
      { from: at('2026-03-02T12:00Z'), to: at('2026-03-02T14:00Z') },
    ]);
    expect(gapsOf(shifts, DAY, 2)).toEqual([]);
  });

  it('has somebody stand in for everybody of the level', () => {
    const standsIn = shift(ben, '2026-03-02T01:00Z', '2026-03-02T02:00Z', {
      override: true,
    });
    expect(said([...shifts, standsIn], '2026-03-02T01:30Z')).toEqual([
      [1, [ben.email], '2026-03-02T02:00:00.000Z', [ada.email]],
      [2, [cem.email], undefined, undefined],
    ]);
  });

  it('names two of one level in any order of the schedule', () => {
    const both = [
      shift(ben, '2026-03-02T00:00Z', '2026-03-02T02:00Z'),
      shift(ada, '2026-03-02T00:00Z', '2026-03-02T03:00Z'),
    ];
    const expected = [
      [1, [ada.email, ben.email], '2026-03-02T02:00:00.000Z', [ada.email]],
    ];
    expect(said(both, '2026-03-02T01:00Z')).toEqual(expected);
    expect(said(both.reverse(), '2026-03-02T01:00Z')).toEqual(expected);
  });
});

describe('a rotation', () => {
  const layer = (rest: Partial<RotationLayer>): RotationLayer => ({
    level: 1,
    timeZone: 'Etc/UTC',
    participants: [ada, ben, cem],
    start: '2026-01-05T09:00',
    turn: { unit: 'weeks', count: 1 },
    ...rest,
  });
  const rotation = (...layers: RotationLayer[]): Rotation => ({
    layers,
    overrides: [],
  });
  const handOvers = (from: Rotation, window: Span) =>
    shiftsOfRotation(from, window).map(({ start, contact }) => [
      iso(start),
      contact.email,
    ]);

  /** The clocks go forward on 8 March in New York, on 29 March in London. */
  it.each([
    ['America/New_York', '2026-03-02T14:00', '2026-03-09T13:00'],
    ['Europe/London', '2026-03-23T09:00', '2026-03-30T08:00'],
    ['Asia/Kolkata', '2026-03-23T03:30', '2026-03-30T03:30'],
    // And back, on 1 November and on 25 October.
    ['America/New_York', '2026-10-26T13:00', '2026-11-02T14:00'],
    ['Europe/London', '2026-10-19T08:00', '2026-10-26T09:00'],
  ])('hands over at nine in %s from %s on', (timeZone, one, next) => {
    const week = { from: at(`${one}Z`), to: at(`${next}Z`) + 1 };
    const starts = handOvers(rotation(layer({ timeZone })), week);
    expect(starts.map(([start]) => start)).toEqual([
      new Date(`${one}Z`).toISOString(),
      new Date(`${next}Z`).toISOString(),
    ]);
  });

  it.each(['America/New_York', 'Europe/London', 'Asia/Kolkata'])(
    'has no gap and no overlap in a year of %s, whatever the turns',
    timeZone => {
      const year = {
        from: at('2026-01-07T00:00Z'),
        to: at('2027-01-07T00:00Z'),
      };
      for (const turn of [
        { unit: 'hours', count: 5 },
        { unit: 'days', count: 1 },
        { unit: 'weeks', count: 2 },
      ] as const) {
        const shifts = shiftsOfRotation(
          // Two in the morning is the hour that the clocks leave out.
          rotation(layer({ timeZone, turn, start: '2026-01-05T02:30' })),
          year,
        );
        expect(gapsOf(shifts, year, 1)).toEqual([]);
        const overlapping = shifts.filter(
          ({ end }, index) => shifts[index + 1]?.start < end,
        );
        expect(overlapping).toEqual([]);
      }
    },
  );

  it('hands over from day to night without a gap when the clocks change', () => {
    const everyDay = [1, 2, 3, 4, 5, 6, 7];
    const day = { unit: 'days', count: 1 } as const;
    const sun = rotation(
      layer({
        timeZone: 'Europe/London',
        participants: [ada],
        turn: day,
        hours: { days: everyDay, from: '08:00', to: '20:00' },
      }),
      layer({
        timeZone: 'Europe/London',
        participants: [ben],
        turn: day,
        hours: { days: everyDay, from: '20:00', to: '08:00' },
      }),
    );
    const weeks = {
      from: at('2026-03-20T00:00Z'),
      to: at('2026-04-03T00:00Z'),
    };
    expect(gapsOf(shiftsOfRotation(sun, weeks), weeks, 1)).toEqual([]);
  });

  it('has the gap that its hours leave', () => {
    const office = rotation(
      layer({
        timeZone: 'America/New_York',
        hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
      }),
    );
    // From Friday to Monday, and the clocks go forward in between.
    const weekend = {
      from: at('2026-03-06T15:00Z'),
      to: at('2026-03-09T20:00Z'),
    };
    expect(gapsOf(shiftsOfRotation(office, weekend), weekend, 1)).toEqual([
      { from: at('2026-03-06T22:00Z'), to: at('2026-03-09T13:00Z') },
    ]);
  });

  it('goes round, and begins when it begins', () => {
    const start = {
      from: at('2026-01-01T00:00Z'),
      to: at('2026-02-01T00:00Z'),
    };
    expect(handOvers(rotation(layer({})), start)).toEqual([
      ['2026-01-05T09:00:00.000Z', ada.email],
      ['2026-01-12T09:00:00.000Z', ben.email],
      ['2026-01-19T09:00:00.000Z', cem.email],
      ['2026-01-26T09:00:00.000Z', ada.email],
    ]);
  });

  it('says so rather than ending early where there are too many turns', () => {
    const hourly = rotation(layer({ turn: { unit: 'hours', count: 1 } }));
    const years = {
      from: at('2026-02-01T00:00Z'),
      to: at('2028-02-01T00:00Z'),
    };
    expect(() => shiftsOfRotation(hourly, years)).toThrow(RangeError);
  });

  it('has overrides', () => {
    const { overrides: _, ...rest } = rotation(layer({}));
    const shifts = shiftsOfRotation(
      {
        ...rest,
        overrides: [
          {
            level: 1,
            contact: cem,
            start: '2026-01-06T12:00+05:30',
            end: '2026-01-06T13:00+05:30',
          },
        ],
      },
      { from: at('2026-01-06T00:00Z'), to: at('2026-01-07T00:00Z') },
    );
    const window = {
      from: at('2026-01-06T00:00Z'),
      to: at('2026-01-07T00:00Z'),
    };
    const [level] = onCallAt(shifts, window, at('2026-01-06T07:00Z'));
    expect(level.contacts).toEqual([cem]);
    expect(iso(level.until)).toBe('2026-01-06T07:30:00.000Z');
  });
});
