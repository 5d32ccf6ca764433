import { ContextSection } from '@throughline/plugin-context-common';
import { parseJson } from '@throughline/backend-kit';

/** A big integer: PostgreSQL gives text, since it may not fit a number. */
export type BigIntegerColumn = number | string;

/**
 * What a plugin said. It was checked when it was stored and is not checked
 * again.
 */
export function toBody(text: string | null): ContextSection | undefined {
  return text === null ? undefined : parseJson<ContextSection>(text);
}
