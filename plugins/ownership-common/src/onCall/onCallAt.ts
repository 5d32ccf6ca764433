import { Contact, LevelOnCall, Shift, Span } from './types';

/** What tells contacts apart. */
function idOf({ userRef, email, name }: Contact): string {
  return userRef ?? email?.toLocaleLowerCase('en') ?? name ?? '';
}

function contactsAt(shifts: Shift[], instant: number): Contact[] {
  const active = shifts.filter(
    ({ start, end }) => start <= instant && instant < end,
  );
  const overrides = active.filter(({ override }) => override);
  const known = new Map<string, Contact>();
  for (const { contact } of overrides.length > 0 ? overrides : active) {
    const id = idOf(contact);
    if (!known.has(id)) known.set(id, contact);
  }
  return [...known.keys()].sort().map(id => known.get(id)!);
}

const same = (one: Contact[], other: Contact[]) =>
  one.map(idOf).join('\n') === other.map(idOf).join('\n');

/** The moments after `from` and before `to` at which it may be somebody else. */
function moments(shifts: Shift[], { from, to }: Span): number[] {
  const all = new Set(shifts.flatMap(({ start, end }) => [start, end]));
  return [...all]
    .filter(moment => from < moment && moment < to)
    .sort((one, other) => one - other);
}

function byLevel(shifts: Shift[]): Array<[level: number, own: Shift[]]> {
  const levels = [...new Set(shifts.map(({ level }) => level))];
  return levels
    .sort((one, other) => one - other)
    .map(level => [level, shifts.filter(shift => shift.level === level)]);
}

/**
 * Who is on call at an instant, at each level of the schedule, and what comes
 * next. A hand-over from one to the same person is none.
 *
 * @param shifts - all that overlap `known`, in any order
 * @param known - for which stretch the shifts are complete
 * @param instant - milliseconds since 1970, within `known`
 */
export function onCallAt(
  shifts: Shift[],
  known: Span,
  instant: number,
): LevelOnCall[] {
  return byLevel(shifts).map(([level, own]) => {
    const contacts = contactsAt(own, instant);
    const until = moments(own, { from: instant, to: known.to }).find(
      moment => !same(contacts, contactsAt(own, moment)),
    );
    if (until === undefined) return { level, contacts };
    return { level, contacts, until, next: contactsAt(own, until) };
  });
}

/** When nobody of a level is on call, in the order of time. */
export function gapsOf(shifts: Shift[], known: Span, level: number): Span[] {
  const own = shifts.filter(shift => shift.level === level);
  const gaps: Span[] = [];
  const edges = [known.from, ...moments(own, known), known.to];
  for (let at = 0; at + 1 < edges.length; at += 1) {
    if (contactsAt(own, edges[at]).length > 0) continue;
    const last = gaps[gaps.length - 1];
    if (last?.to === edges[at]) last.to = edges[at + 1];
    else gaps.push({ from: edges[at], to: edges[at + 1] });
  }
  return gaps;
}
