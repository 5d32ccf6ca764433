import { Actor, toInstant } from '@throughline/plugin-trace-common';
import {
  identifier,
  prose,
  readPayload,
  repositoryAddress,
  webAddress,
} from '@throughline/plugin-trace-node';
import { z } from 'zod';

export {
  id,
  identifier,
  optionalPageAddress,
  prose,
  sha,
} from '@throughline/plugin-trace-node';

const ZONED_TIME =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

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

/** The address of a page, which pages of ours may link to. */
export const pageAddress = z.string().transform((value, context) => {
  const read = webAddress(value);
  if (read) return read;
  context.addIssue('expected an http or https address');
  return z.NEVER;
});

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
    html_url: repositoryAddress('repository'),
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
