import { Connection, readable } from '../queries/connection';

/**
 * What of a page, newest first, is not older than the horizon, and where the
 * next one begins; nowhere, when this one reached the horizon.
 */
export function withinHorizon<T>(
  page: Connection<T>,
  since: string,
  timeOf: (item: T) => string,
): { items: T[]; next: string | undefined } {
  const from = Date.parse(since);
  const known = readable(page);
  // One whose time cannot be read does not say that the horizon is reached.
  const items = known.filter(item => !(Date.parse(timeOf(item)) < from));
  const { hasNextPage, endCursor } = page.pageInfo;
  const more = hasNextPage && items.length === known.length;
  return { items, next: (more && endCursor) || undefined };
}
