import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';
import { Normalised } from './connector';

/** Attributes of a fact: not said, or said to be none any more. */
export type Said<T> = { [K in keyof T]?: T[K] | null };

/**
 * The time of what holds unless anything else is said, by whichever delivery
 * and however early.
 */
export const UNLESS_SAID_OTHERWISE = '1970-01-01T00:00:00.000Z';

/** A fact about plain registers. */
export function fact<T extends object>(
  subject: string,
  at: string,
  attributes: Said<T>,
  rank = 0,
): Fact {
  return {
    subject,
    at,
    rank,
    // The same as what a store gives back: no `undefined` at any depth.
    attributes: JSON.parse(JSON.stringify(attributes)) as JsonObject,
  };
}

/** A fact about one member of a collection, e.g. one review of a change. */
export function member<T extends object>(
  subject: string,
  at: string,
  register: `${string}:${string | number}`,
  value: T,
  rank = 0,
): Fact {
  return fact<Record<string, T>>(subject, at, { [register]: value }, rank);
}

/** The delivery says something. */
export function facts(...list: Fact[]): Normalised {
  return { outcome: 'facts', facts: list };
}

/** The delivery says nothing that the trace wants to know. */
export function ignored(reason: string): Normalised {
  return { outcome: 'ignored', reason };
}

/** A list, or nothing said when it is empty. */
export function some<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
