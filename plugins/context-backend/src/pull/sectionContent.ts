import { ContextSection } from '@throughline/plugin-context-common';
import { createHash } from 'node:crypto';

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

/**
 * What a section says, apart from when it was said and what is to be forgotten
 * of it: as text that is the same whatever the order of its fields, and as a
 * SHA-256 of that.
 */
export function contentOf(section: ContextSection): {
  body: string;
  hash: string;
} {
  const { asOf, validUntil, historyId, ...content } = section;
  const body = JSON.stringify(sorted(content));
  return { body, hash: createHash('sha256').update(body).digest('hex') };
}
