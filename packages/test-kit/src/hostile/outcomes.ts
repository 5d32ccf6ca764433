import { toInstant } from '@throughline/plugin-trace-common';
import { Normalised, NormaliseError } from '@throughline/plugin-trace-node';

/** What a normaliser makes of a payload; it may throw nothing else. */
export type Outcome = Normalised | NormaliseError;

/** What came of normalising, a `NormaliseError` included. */
export async function outcomeOf(normalised: Promise<Normalised>) {
  try {
    return await normalised;
  } catch (error) {
    if (error instanceof NormaliseError) return error;
    throw error;
  }
}

/** Whether PostgreSQL takes it: not a NUL in a text, nor half a character. */
export function isStorable(value: unknown): boolean {
  // JSON spells them like this.
  return !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value));
}

/**
 * What is wrong with an outcome; every one must be kept and shown.
 *
 * @param isSubject - whether facts of such a payload may be about it
 */
export function flawsOf(
  outcome: Outcome,
  isSubject: (subject: string) => boolean,
): string[] {
  if (outcome instanceof NormaliseError) {
    return outcome.path && outcome.message ? [] : ['fails without saying why'];
  }
  if (outcome.outcome === 'ignored') {
    return /^[^\0]+\.$/.test(outcome.reason)
      ? []
      : ['ignored without a sentence'];
  }
  return outcome.facts.flatMap(({ subject, at, rank, attributes }) => [
    ...(isSubject(subject) ? [] : [`subject ${subject}`]),
    ...(toInstant(at) === at ? [] : [`time ${at}`]),
    ...(Number.isInteger(rank) ? [] : [`rank ${rank}`]),
    ...(isStorable([subject, attributes]) ? [] : ['text that a store refuses']),
  ]);
}
