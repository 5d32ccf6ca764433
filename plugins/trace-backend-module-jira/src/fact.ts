import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';

/** Attributes of a fact: not said, or said to be none any more. */
type Said<T> = { [K in keyof T]?: T[K] | null };

/** A fact of which no attribute is undefined, as a store gives it back. */
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
    attributes: JSON.parse(JSON.stringify(attributes)) as JsonObject,
  };
}
