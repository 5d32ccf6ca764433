import {
  MAX_MENTION_TEXT,
  parseRepositoryName,
  RepositoryName,
  storableText,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';

const MAX_URL = 2000;
const MAX_ID = 1000;

/** A name that other deliveries use too: a branch, a tag, a login. */
export const identifier = z
  .string()
  .min(1)
  .max(MAX_ID)
  .transform(value => storableText(value, MAX_ID));

/** A text that people wrote, kept in part: no addresses, at most `max` long. */
export function prose(max: number) {
  return z
    .string()
    .transform(value =>
      storableText(withoutAddresses(value.slice(0, MAX_MENTION_TEXT)), max),
    );
}

/** A hash of a commit, also the one that stands for no commit. */
export const sha = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'expected a full commit hash');

/** A number by which vendors count things. */
export const id = z.int().nonnegative();

/** The address as given; undefined when no browser should open it. */
export function webAddress(
  value: string | null | undefined,
): string | undefined {
  if (!value || value.length > MAX_URL || !URL.canParse(value)) {
    return undefined;
  }
  const { protocol, href } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}

/** The address of a page that ours may link to; anything else is left out. */
export const optionalPageAddress = z
  .string()
  .nullish()
  .transform(value => webAddress(value));

/**
 * The address of a repository's page: its name, and the address without a slash
 * at the end.
 *
 * @param what - what the vendor calls it, for `expected the address of a …`
 */
export function repositoryAddress(what: string) {
  return z
    .string()
    .transform((value, context): { name: RepositoryName; url: string } => {
      const name = parseRepositoryName(value);
      const url = webAddress(value)?.replace(/\/$/, '');
      if (name && url) return { name, url };
      context.addIssue(`expected the address of a ${what}`);
      return z.NEVER;
    });
}
