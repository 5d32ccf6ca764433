import { JsonObject } from '@backstage/types';
import { DAY, HOUR } from '@throughline/plugin-trace-node';
import { z } from 'zod';

const step = z.object({
  /** What is read: all open ones, those that began then, what happened then. */
  of: z.enum(['open', 'incidents', 'entries']),
  /** ISO 8601; all but `open` have both. */
  since: z.string().optional(),
  until: z.string().optional(),
  /** Where in the list the next page begins. */
  offset: z.number(),
});

const schema = z.object({
  /** ISO 8601: everything until then was read. */
  readUntil: z.string().optional(),
  /** A run that is not at its end. */
  run: z
    .object({
      until: z.string(),
      /** What is still to be read, the next one first. */
      steps: z.array(step),
      /** Items read. */
      done: z.number(),
      /** What could not be read, for people. */
      problems: z.array(z.string()),
    })
    .optional(),
});

/** One list that is read page by page. */
export type Step = z.output<typeof step>;
/** Where an import is. */
export type Checkpoint = z.output<typeof schema>;
/** A run, and what of it is left. */
export type Run = NonNullable<Checkpoint['run']>;

/** What an earlier run left; anew if it is of no use. */
export function readCheckpoint(stored: JsonObject | undefined): Checkpoint {
  return schema.safeParse(stored ?? {}).data ?? {};
}

/** Windows are far shorter than the 6 months that PagerDuty allows. */
const WINDOW_MS = 30 * DAY;
/** Our clock may be ahead of PagerDuty's, and lists may lag behind. */
const OVERLAP_MS = HOUR;

/** Windows share a second: whether their ends belong to them is not said. */
const SHARED_MS = 1000;

const iso = (time: number) => new Date(time).toISOString();

/** The time from one to another in windows, the newest first. */
function windows(from: number, to: number): Array<[number, number]> {
  const all: Array<[number, number]> = [];
  for (let until = to; until > from; until -= WINDOW_MS) {
    all.push([Math.max(from, until - WINDOW_MS - SHARED_MS), until]);
  }
  return all;
}

/**
 * What a run reads. All that are open, so that a reopening is seen; what began
 * since the last run; and what happened since then to whichever incident.
 *
 * @param now - ISO 8601
 */
export function beginRun(
  { readUntil }: Checkpoint,
  days: number,
  now: string,
): Run {
  const to = Date.parse(now);
  const from =
    readUntil === undefined
      ? to - days * DAY
      : Math.min(Date.parse(readUntil), to) - OVERLAP_MS;
  const between = windows(from, to);
  const list = (of: Step['of']) =>
    between.map(([since, until]) => ({
      of,
      since: iso(since),
      until: iso(until),
      offset: 0,
    }));
  return {
    until: now,
    steps: [
      { of: 'open', offset: 0 },
      ...list('incidents'),
      ...list('entries'),
    ],
    done: 0,
    problems: [],
  };
}

/** Halves of a step's time, to the second; undefined when it is too short. */
export function halves(whole: Step): Step[] | undefined {
  const [since, until] = [whole.since, whole.until].map(text =>
    Date.parse(text ?? ''),
  );
  const middle = Math.floor((since + until) / 2000) * 1000;
  if (!(middle - SHARED_MS > since && middle < until)) return undefined;
  return [
    { ...whole, since: iso(middle - SHARED_MS), offset: 0 },
    { ...whole, until: iso(middle), offset: 0 },
  ];
}
