import {
  changeKey,
  commitKey,
  MAX_PATHS,
  parseRepositoryName,
  storableText,
  toInstant,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';

// Messages are the end of "The field … is …; expected".

const MAX_IDENTIFIER = 1_000;
const MAX_LABEL = 200;
const MAX_TITLE = 500;
const MAX_ID = 200;
const MAX_PATH = 4_096;
const MAX_URL = 2_000;
const ZONED_TIME =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
const ONE_LINE = /^[^\p{Cc}]*\S[^\p{Cc}]*$/u;

/** A text that is made of another, or refused with what was expected. */
function read<T>(expected: string, from: (text: string) => T | undefined) {
  return z.string(expected).transform((text, context) => {
    const value = from(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

/** `host/owner/name`, from any form that people write. */
export const repository = read(
  'host/owner/name, e.g. github.com/acme/shop',
  parseRepositoryName,
);

/** A full hash of a commit. */
export const sha = read(
  'the full hash of a commit, 40 or 64 hex digits',
  text =>
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)
      ? text.toLowerCase()
      : undefined,
);

/** A time, as facts carry it. */
export const instant = read(
  'a time with its zone, e.g. 2026-03-01T10:00:00Z',
  text => (ZONED_TIME.test(text) ? toInstant(text) : undefined),
);

function line(expected: string, max: number) {
  return read(`${expected}, 1 to ${max} characters on one line`, text =>
    text.length <= max && ONE_LINE.test(text)
      ? storableText(text.trim(), max)
      : undefined,
  );
}

/** A name that other deliveries use too, e.g. of an environment or a tag. */
export function identifier(expected: string) {
  return line(expected, MAX_IDENTIFIER);
}

/** What people write, kept without addresses. */
export function label(expected: string) {
  return line(expected, MAX_LABEL).transform(withoutAddresses);
}

/** What a ticket or a change is called, kept without addresses. */
export const title = line('a title', MAX_TITLE).transform(withoutAddresses);

/** The key of a ticket in a tracker with project-wide keys. */
export const trackerKey = read('the key of a ticket, e.g. PAY-812', text =>
  /^[a-z][a-z0-9]{1,9}-[1-9]\d{0,6}$/i.test(text)
    ? text.toUpperCase()
    : undefined,
);

/** A change or a commit, as a node key. */
export const cause = read(
  'a change or a commit, e.g. github.com/acme/shop#12 or github.com/acme/shop@ and the full hash',
  text => {
    const [, name, number, hash] =
      /^(.{1,1000})(?:#([1-9]\d{0,8})|@([0-9a-f]{40}|[0-9a-f]{64}))$/i.exec(
        text,
      ) ?? [];
    const of = name && parseRepositoryName(name);
    if (!of) return undefined;
    return hash
      ? commitKey(of, hash.toLowerCase())
      : changeKey(of, Number(number));
  },
);

/** What a forge counts by. */
export const number = z
  .int('a whole number above 0')
  .positive('a whole number above 0')
  .max(999_999_999, 'a whole number below 1000000000');

/** How many there are of something. */
export const count = z
  .int('a whole number')
  .nonnegative('a whole number')
  .max(999_999_999, 'a whole number below 1000000000');

/** Several of something. */
export function list<T extends z.ZodType>(item: T, what: string) {
  return z.array(item, `a list of ${what}`);
}

const ID = `an id of 1 to ${MAX_ID} letters, digits and . _ ~ : -`;

/** What the sender counts by; a number as well, since forges count so. */
export const id = z
  .union([z.string(), z.int().nonnegative().transform(String)], ID)
  .pipe(z.string().regex(/^[\w.~:-]{1,200}$/, ID));

/** What a delivery may be called. */
export const DELIVERY_ID = /^[\x21-\x7e]{1,200}$/;

/** An id of a delivery in a body. */
export const deliveryId = z
  .string('an id of the delivery')
  .regex(DELIVERY_ID, '1 to 200 printable ASCII characters and no spaces');

/** The address of a page, which pages of ours may link to. */
export const pageAddress = read('the address of a page, https://…', text => {
  if (text.length > MAX_URL || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password
    ? href
    : undefined;
});

/** A text of which at most so much is kept, as stores take it. */
export function prose(max: number) {
  return z.string('a text').transform(value => storableText(value, max));
}

/** Yes or no. */
export const flag = z.boolean('true or false');

/** Changed files, by their names in the repository. */
export const paths = list(prose(MAX_PATH), 'paths').max(
  MAX_PATHS,
  `at most ${MAX_PATHS} paths`,
);
