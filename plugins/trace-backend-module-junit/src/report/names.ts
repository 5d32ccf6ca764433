import { storableText } from '@throughline/plugin-trace-common';
import { LIMITS } from './limits';

/** A name as it is kept: on one line, bounded, fit for every store. */
export function tidyName(text: string): string {
  const head = text.slice(0, 4 * LIMITS.name);
  return storableText(head.replace(/[ \p{Cc}]+/gu, ' ').trim(), LIMITS.name);
}

/** The first names of a set, and at most so many. */
export function firstNames(names: Iterable<string>, max: number): string[] {
  const kept = new Set<string>();
  for (const name of names) {
    if (kept.size >= max) break;
    kept.add(name);
  }
  return [...kept];
}
