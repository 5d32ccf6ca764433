import { Members, membersOf, pick } from '@throughline/plugin-trace-node';
import { readItems } from './changelog';
import { isKey, readInstant } from './schemas';
import { isListed, JiraSettings, siteOf } from './sites';

const NAMED = ['name'];
const CATEGORIES = new Set(['undefined', 'new', 'indeterminate', 'done']);
const TIMES = [
  'created',
  'updated',
  'resolutiondate',
  'statuscategorychangedate',
];

/** Whether a field has a value, in place of it. */
function presence(fields: Members, name: string): Members {
  if (!Object.hasOwn(fields, name)) return {};
  return { [name]: fields[name] === null ? null : {} };
}

/** A field, cut down, if it is an object; anything else as it is. */
function cut(fields: Members, name: string, to: (value: unknown) => unknown) {
  if (!Object.hasOwn(fields, name)) return {};
  const value = fields[name];
  return {
    [name]: typeof value === 'object' && value !== null ? to(value) : value,
  };
}

/** All that is read of a ticket of a listed project. */
function fieldsWithWords(value: unknown): Members {
  const fields = membersOf(value);
  return {
    ...pick(fields, ['summary', 'labels', ...TIMES]),
    ...cut(fields, 'status', status => ({
      ...pick(status, NAMED),
      ...cut(membersOf(status), 'statusCategory', it => pick(it, ['key'])),
    })),
    ...cut(fields, 'issuetype', type => pick(type, NAMED)),
    ...presence(fields, 'security'),
    ...presence(fields, 'resolution'),
  };
}

/** The same of any other: whether it is open, and since when. */
function fieldsWithoutWords(value: unknown): Members {
  const fields = membersOf(value);
  const { key } = membersOf(membersOf(fields.status).statusCategory);
  return {
    ...Object.fromEntries(TIMES.map(name => [name, readInstant(fields[name])])),
    ...(typeof key === 'string' &&
      CATEGORIES.has(key) && { status: { statusCategory: { key } } }),
    ...presence(fields, 'resolution'),
  };
}

const ID = /^\d{1,20}$/;
const KEPT_CHANGES = new Set(['status', 'key', 'issuekey', 'security']);

function changelogOf(value: unknown, listed: boolean): Members {
  const { id, items } = membersOf(value);
  if (!Array.isArray(items)) return {};
  const kept = readItems(items).filter(
    ({ field, from, to }) =>
      KEPT_CHANGES.has(field) && (listed || [from, to].every(isKey)),
  );
  return {
    changelog: {
      ...(ID.test(String(id)) && { id: String(id) }),
      items: kept.map(({ field: fieldId, from, to }) => ({
        fieldId,
        fromString: from,
        toString: to,
      })),
    },
  };
}

/**
 * What is stored of a webhook: all that is read of it, and nothing else. No
 * description, no comment, no person; of projects that are not listed no word.
 *
 * A payload has all of that, for its ticket and for those it is linked with.
 */
export function keep(payload: Members, settings: JiraSettings): Members {
  const { webhookEvent, timestamp } = payload;
  const issue = membersOf(payload.issue);
  const site = typeof issue.self === 'string' ? siteOf(issue.self) : undefined;
  const listed =
    site !== undefined &&
    isKey(issue.key) &&
    isListed(settings, site, issue.key);
  return {
    webhookEvent,
    ...(typeof timestamp === 'number' && { timestamp }),
    ...(payload.issue !== undefined && {
      issue: {
        ...(isKey(issue.key) && { key: issue.key }),
        ...(site && { self: `${site}/rest/api/2/issue` }),
        fields: listed
          ? fieldsWithWords(issue.fields)
          : fieldsWithoutWords(issue.fields),
      },
    }),
    ...changelogOf(payload.changelog, listed),
  };
}
