import { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';
import { ContextSection, LIMITS } from './section';

/** How deep `data` may be nested; far deeper than anything that is rendered. */
const DEPTH = 32;
/** Characters of an entity ref. */
const REF = 500;

/**
 * Text that every database can hold: without NUL, which PostgreSQL refuses, and
 * without halves of characters.
 */
const STORABLE = /^[^\0\p{Surrogate}]*$/u;

function text(max: number, min = 1) {
  return z
    .string(`expected text of ${min} to ${max} characters`)
    .min(min, `expected ${min} to ${max} characters`)
    .max(max, `expected ${min} to ${max} characters`)
    .regex(STORABLE, 'expected text without NUL and broken characters');
}

const time = z.iso.datetime({
  offset: true,
  error: 'expected an ISO 8601 time with its zone',
});

// Backslashes, tabs and line breaks are what browsers turn `/\host` and
// `/<tab>/host` into another host with.
const href = text(LIMITS.href).regex(
  /^(https?:\/\/[^\s\\]+|\/(?![/\\])[^\s\\]*)$/i,
  'expected https://…, http://… or a path that starts with a single "/"',
);

const status = z.enum(
  ['ok', 'attention', 'blocked', 'unknown'],
  'expected ok, attention, blocked or unknown',
);

const entityRef = text(REF)
  .regex(/^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/, 'expected <kind>:<namespace>/<name>')
  .transform(ref => ref.toLocaleLowerCase('en-US'));

function list<T extends z.ZodType>(item: T, max: number) {
  return z
    .array(item, `expected a list of at most ${max}`)
    .max(max, `expected at most ${max}`);
}

const refs = list(entityRef, LIMITS.refsOfItem).optional();

const fact = z.object({
  id: text(LIMITS.id),
  label: text(LIMITS.title),
  value: text(LIMITS.value, 0),
  at: time.optional(),
  status: status.optional(),
  href: href.optional(),
  highlight: z.boolean('expected true or false').optional(),
  refs,
});

const attention = z.object({
  id: text(LIMITS.id),
  status: z.enum(['blocked', 'attention'], 'expected blocked or attention'),
  title: text(LIMITS.title),
  detail: text(LIMITS.value).optional(),
  since: time.optional(),
  waitsFor: z
    .object({
      name: text(LIMITS.title),
      entityRef: entityRef.optional(),
      agent: z.boolean('expected true or false').optional(),
    })
    .optional(),
  href: href.optional(),
  refs,
});

const link = z.object({ title: text(LIMITS.title), href, refs });

/** Ids by which items are found again after a change. */
function withUniqueIds<T extends z.ZodType<Array<{ id: string }>>>(items: T) {
  return items.superRefine((values, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of values.entries()) {
      if (seen.has(id)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: 'expected an id that no other item of the section has',
        });
      }
      seen.add(id);
    }
  });
}

const data = z.custom<JsonObject>(
  value =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    isStorable(value as JsonObject),
  'expected a JSON object with storable texts',
);

const section = z.object({
  entityRef,
  sectionId: text(LIMITS.id).regex(
    /^[a-z0-9_-]+(\.[a-z0-9_-]+)?$/i,
    'expected <plugin id> or <plugin id>.<name>',
  ),
  title: text(LIMITS.title),
  permission: z.object(
    {
      name: text(LIMITS.id),
      resourceType: z
        .literal('catalog-entity', 'expected catalog-entity or nothing')
        .optional(),
    },
    'expected the permission that a reader needs',
  ),
  asOf: time,
  validUntil: time.optional(),
  historyId: text(LIMITS.id).optional(),
  status,
  headline: text(LIMITS.value),
  facts: withUniqueIds(list(fact, LIMITS.facts)),
  attention: withUniqueIds(list(attention, LIMITS.attention)),
  links: list(link, LIMITS.links),
  data: data.optional(),
  refs,
});

/** Text that can be stored, numbers that JSON has, and not without bounds. */
function isStorable(value: JsonValue | undefined, depth = 0): boolean {
  if (depth > DEPTH) return false;
  if (typeof value === 'string') return STORABLE.test(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) {
    return value === null || value === undefined || typeof value === 'boolean';
  }
  if (Array.isArray(value)) {
    return value.every(item => isStorable(item, depth + 1));
  }
  return Object.entries(value).every(
    ([key, item]) => STORABLE.test(key) && isStorable(item, depth + 1),
  );
}

/** What became of one section that a plugin answered. */
export type ParsedSection =
  | { section: ContextSection }
  | { /** For people. */ problem: string };

function describe({ issues }: z.ZodError): string {
  const [first, second] = issues;
  const said = [first, ...(second ? [second] : [])]
    .map(({ path, message }) =>
      path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message,
    )
    .join('; ');
  return issues.length > 2 ? `${said}; and more` : said;
}

/**
 * Checks one section of a {@link ContextAnswer}: its shape, every limit of
 * {@link LIMITS}, and that it is the plugin's own. Entity refs come out in lower
 * case; fields that the contract does not have are left out.
 *
 * @param pluginId - who answered it; a section id is `<pluginId>` or
 *   `<pluginId>.<name>`, so that two plugins never answer for the same one
 */
export function parseSection(input: unknown, pluginId: string): ParsedSection {
  if (typeof input !== 'object' || input === null) {
    return { problem: 'expected a section, as a JSON object' };
  }
  const result = section.safeParse(input);
  if (!result.success) return { problem: describe(result.error) };

  const [owner] = result.data.sectionId.split('.');
  if (owner !== pluginId) {
    return {
      problem: `sectionId: the plugin "${pluginId}" answered the section "${result.data.sectionId}", which belongs to the plugin "${owner}"`,
    };
  }
  const bytes = new TextEncoder().encode(JSON.stringify(result.data)).length;
  if (bytes > LIMITS.sectionBytes) {
    return {
      problem: `it has ${bytes} bytes as JSON; expected at most ${LIMITS.sectionBytes}`,
    };
  }
  return { section: result.data };
}
