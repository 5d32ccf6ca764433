import {
  Actor,
  MAX_MENTION_TEXT,
  parseRepositoryName,
  storableText,
  toInstant,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { readPayload } from '@throughline/plugin-trace-node';
import { z } from 'zod';

const MAX_URL = 2000;
const MAX_ID = 1000;
const ZONED_TIME =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

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

/** A number by which GitHub counts things. */
export const id = z.int().nonnegative();

/** A time with its zone, as facts carry it. */
export const instant = z.string().transform((value, context) => {
  const read = ZONED_TIME.test(value) ? toInstant(value) : undefined;
  if (read) return read;
  context.addIssue('expected a time with its zone, ISO 8601');
  return z.NEVER;
});

/** Seconds since 1970 in pushes, a text in every other event. */
function readPushTime(value: unknown): string | undefined {
  return typeof value === 'number'
    ? toInstant(value * 1000)
    : instant.safeParse(value).data;
}

/** The address as given; undefined when no browser should open it. */
function webAddress(value: string | null | undefined): string | undefined {
  if (!value || value.length > MAX_URL || !URL.canParse(value)) {
    return undefined;
  }
  const { protocol, href } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}

/** The address of a page, which pages of ours may link to. */
export const pageAddress = z.string().transform((value, context) => {
  const read = webAddress(value);
  if (read) return read;
  context.addIssue('expected an http or https address');
  return z.NEVER;
});

/** The same where it may be missing: anything else is left out. */
export const optionalPageAddress = z
  .string()
  .nullish()
  .transform(value => webAddress(value));

/** An account; none when it was deleted. */
export const account = z
  .object({ login: identifier, type: z.string().optional() })
  .nullish()
  .transform((value): Actor => {
    if (!value) return { type: 'unknown' };
    const { login, type } = value;
    if (type === 'Bot' || login.endsWith('[bot]'))
      return { login, type: 'bot' };
    return { login, type: type === 'User' ? 'person' : 'unknown' };
  });

/** Labels, as names. */
export const labels = z
  .array(z.object({ name: prose(100) }))
  .transform(list => list.slice(0, 100).map(({ name }) => name));

/** The repository a payload is about, by its address. */
export const repository = z
  .object({
    html_url: z.string().transform((value, context) => {
      const name = parseRepositoryName(value);
      const url = webAddress(value)?.replace(/\/$/, '');
      if (name && url) return { name, url };
      context.addIssue('expected the address of a repository');
      return z.NEVER;
    }),
    default_branch: identifier.optional(),
    pushed_at: z.unknown().optional(),
  })
  .transform(value => ({
    ...value.html_url,
    defaultBranch: value.default_branch,
    pushedAt: readPushTime(value.pushed_at),
  }));

/** What an event reports: `opened`, `completed`… */
export function readAction(payload: unknown): string {
  return readPayload(z.object({ action: identifier }), payload).action;
}
