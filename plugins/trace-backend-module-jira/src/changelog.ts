import { Fact, ticketKey, toInstant } from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { isKey, prose } from './schemas';

/** One item of a changelog, as far as it is read. */
export interface ChangeItem {
  /** By Jira's id, in lower case: `status`, `key`, `security`. */
  field: string;
  from?: string;
  to?: string;
}

/**
 * A member of an object's own. Jira names one `toString`, and an object that
 * has none would answer with the function it inherits.
 */
function ownText(item: object, name: string): string | undefined {
  if (!Object.hasOwn(item, name)) return undefined;
  const value: unknown = Reflect.get(item, name);
  return typeof value === 'string' ? value : undefined;
}

/** What a changelog says of a ticket itself; custom fields are left out. */
export function readItems(items: unknown): ChangeItem[] {
  if (!Array.isArray(items)) return [];
  return items
    .filter(item => typeof item === 'object' && item !== null)
    .filter(item => ownText(item, 'fieldtype') !== 'custom')
    .map(item => ({
      field: (
        ownText(item, 'fieldId') ??
        ownText(item, 'field') ??
        ''
      ).toLowerCase(),
      from: ownText(item, 'fromString'),
      to: ownText(item, 'toString'),
    }));
}

/** The keys that a ticket had before, as it was moved to other projects. */
export function formerKeys(items: ChangeItem[], key: string): string[] {
  const former = items
    .filter(({ field }) => field === 'key' || field === 'issuekey')
    .flatMap(({ from }) => (isKey(from) && from !== key ? [from] : []));
  return [...new Set(former)];
}

/** One entry of a changelog: what was changed at once. */
export interface Change {
  /** Jira's id of it; undefined: it has none. */
  id?: string;
  /** ISO 8601. */
  at: string;
  items: ChangeItem[];
}

/** Whether a change puts the ticket under a security level. */
export function setsSecurity({ items }: Change): boolean {
  return items.some(({ field, to }) => field === 'security' && !!to);
}

/** Whether an item changes the status. A new ticket has its first from nothing. */
function isTransition({ field, from, to }: ChangeItem): boolean {
  return field === 'status' && !!from && !!to;
}

/** When the status last changed. */
export function lastTransition(changes: Change[]): string | undefined {
  return changes
    .filter(({ items }) => items.some(isTransition))
    .map(({ at }) => at)
    .sort()
    .at(-1);
}

const STATUS = prose(100);
const UNLESS_HISTORY_SAYS = toInstant(0)!;

/**
 * The changes of a ticket's status.
 *
 * @param source - a webhook does not say when exactly a change was, so what the
 *   history of the ticket says counts instead, once it is read
 */
export function transitionFacts(
  key: string,
  changes: Change[],
  source: 'webhook' | 'history',
): Fact[] {
  return changes.flatMap(({ id, at, items }) => {
    const item = items.filter(isTransition).at(-1);
    if (!item) return [];
    const value = {
      from: STATUS.parse(item.from),
      to: STATUS.parse(item.to),
      at,
    };
    return [
      fact(ticketKey(key), source === 'history' ? at : UNLESS_HISTORY_SAYS, {
        [`transition:${id ?? at}`]: value,
      }),
    ];
  });
}
