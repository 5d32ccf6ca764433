import { z } from 'zod';

/**
 * A parameter that is looked up as it is: 1 to `max` characters, without NUL,
 * which PostgreSQL has not in its texts and would fail on.
 */
export function textParameter(max: number) {
  const expected = `expected 1 to ${max} characters`;
  return z
    .string()
    .min(1, expected)
    .max(max, expected)
    .regex(/^[^\0]*$/, 'expected no NUL');
}

/** Longest key of a node that is looked up, in characters. */
export const MAX_KEY = 1_000;
