import {
  Fact,
  storableText,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import {
  fact,
  Said,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { Reference } from '../event';

/** The system in keys of what only CDEvents speak of. */
export const SYSTEM = 'cdevents';

const MAX_WORDS = 500;
const MAX_URL = 2_000;

/**
 * What holds unless anything else is said. Of several such, that of the higher
 * rank, in which the earliest event of a subject has the highest.
 */
export function fallback<T extends object>(
  subject: string,
  attributes: Said<T>,
  rank = 0,
): Fact {
  return fact(subject, UNLESS_SAID_OTHERWISE, attributes, rank);
}

/** A short name for several texts at once. */
export function digestOf(...parts: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 32);
}

/** The key of a subject that nobody else's key is known for. */
export function ownKey(kind: string, { source, id }: Reference): string {
  return `${kind}:${SYSTEM}/${digestOf(source, id)}`;
}

/** What people wrote, kept without addresses, on one line. */
export function words(text: string | undefined): string | undefined {
  const line = text?.replace(/\p{Cc}+/gu, ' ').trim();
  return line
    ? storableText(withoutAddresses(line), MAX_WORDS) || undefined
    : undefined;
}

/** The address of a page, if pages of ours may link to it. */
export function pageAddress(text: string | undefined): string | undefined {
  if (!text || text.length > MAX_URL || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password
    ? href
    : undefined;
}
