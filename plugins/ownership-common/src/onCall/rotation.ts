import { DateTime } from 'luxon';
import { Contact, Shift, Span } from './types';

/** At which times of the day a layer is on call, on the clocks of its zone. */
export interface DutyHours {
  /** 1 is Monday, 7 is Sunday: the day on which it begins. */
  days: number[];
  /** `HH:mm` */
  from: string;
  /** `HH:mm`; not after `from`: on the next day. */
  to: string;
}

/** People who take turns. */
export interface RotationLayer {
  /** 1 is called first. */
  level: number;
  /** IANA name, e.g. `Europe/London`. */
  timeZone: string;
  participants: Contact[];
  /** The first hand-over, on the clocks of the zone: `2026-01-05T09:00`. */
  start: string;
  /** How long a turn is, by the clock. */
  turn: { unit: 'hours' | 'days' | 'weeks'; count: number };
  /** None: at all times. */
  hours?: DutyHours;
}

/** Somebody stands in. */
export interface RotationOverride {
  level: number;
  contact: Contact;
  /** Instants, ISO 8601 with an offset. */
  start: string;
  end: string;
}

/** A schedule that needs no vendor. */
export interface Rotation {
  layers: RotationLayer[];
  overrides: RotationOverride[];
}

/** Turns that one answer may have: those of an hour over a year are fewer. */
const MAX_TURNS = 10_000;
const TURN_MS = { hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 };
/** Clocks are never further from the time that passes. */
const CLOCKS_MS = 2 * TURN_MS.days;

/**
 * The instant at which the clocks of a zone show a time. One that they leave
 * out in spring is taken for the time an hour later, of one that they show
 * twice in autumn the first, so turns that follow each other on the clock do so
 * in time.
 */
function instantOf(clock: DateTime, timeZone: string): number {
  return clock.setZone(timeZone, { keepLocalTime: true }).toMillis();
}

function* turnsOf(layer: RotationLayer, { from, to }: Span) {
  const { unit, count } = layer.turn;
  const first = DateTime.fromISO(layer.start, { zone: 'utc' });
  const length = TURN_MS[unit] * count;
  const passed = Math.floor((from - CLOCKS_MS - first.toMillis()) / length);
  let turn = Math.max(0, passed);
  let start = instantOf(first.plus({ [unit]: turn * count }), layer.timeZone);
  for (let made = 0; start < to; made += 1) {
    if (made === MAX_TURNS) {
      throw new RangeError(
        `A rotation may have ${MAX_TURNS} turns in the time that is asked for`,
      );
    }
    turn += 1;
    const end = instantOf(first.plus({ [unit]: turn * count }), layer.timeZone);
    const place = (turn - 1) % layer.participants.length;
    yield { start, end, contact: layer.participants[place] };
    start = end;
  }
}

function dutyOf(layer: RotationLayer, { from, to }: Span): Span[] {
  const { hours, timeZone } = layer;
  if (!hours) return [{ from, to }];
  const spans: Span[] = [];
  const clock = DateTime.fromMillis(from - CLOCKS_MS, { zone: timeZone });
  const at = (day: DateTime, time: string) => {
    const [hour, minute] = time.split(':').map(Number);
    return instantOf(day.set({ hour, minute }), timeZone);
  };
  for (
    let day = DateTime.utc(clock.year, clock.month, clock.day);
    day.toMillis() < to + CLOCKS_MS;
    day = day.plus({ days: 1 })
  ) {
    if (!hours.days.includes(day.weekday)) continue;
    const ends = hours.to > hours.from ? day : day.plus({ days: 1 });
    spans.push({ from: at(day, hours.from), to: at(ends, hours.to) });
  }
  return spans;
}

function shiftsOfLayer(layer: RotationLayer, window: Span): Shift[] {
  const duty = dutyOf(layer, window);
  const shifts: Shift[] = [];
  for (const { start, end, contact } of turnsOf(layer, window)) {
    for (const span of duty) {
      const shift = {
        start: Math.max(start, span.from),
        end: Math.min(end, span.to),
        level: layer.level,
        contact,
        override: false,
      };
      if (
        shift.start < shift.end &&
        shift.start < window.to &&
        shift.end > window.from
      ) {
        shifts.push(shift);
      }
    }
  }
  return shifts;
}

/**
 * All shifts of a rotation that overlap a stretch of time.
 *
 * @throws RangeError when a layer has more turns in it than can be answered
 */
export function shiftsOfRotation(rotation: Rotation, window: Span): Shift[] {
  const overrides = rotation.overrides
    .map(({ level, contact, start, end }) => ({
      start: DateTime.fromISO(start).toMillis(),
      end: DateTime.fromISO(end).toMillis(),
      level,
      contact,
      override: true,
    }))
    .filter(({ start, end }) => start < window.to && end > window.from);
  return [
    ...rotation.layers.flatMap(layer => shiftsOfLayer(layer, window)),
    ...overrides,
  ];
}
