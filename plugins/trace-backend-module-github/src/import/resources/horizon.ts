import { Connection } from '../queries/connection';

/**
 * What of a page, newest first, is not older than the horizon, and where the
 * next one begins; nowhere, when this one reached the horizon.
 */
export function withinHorizon<T>(
  { nodes, pageInfo }: Connection<T>,
  since: string,
  timeOf: (item: T) => string,
): { items: T[]; next: string | undefined } {
  const from = Date.parse(since);
  const known = nodes.flatMap(node => node ?? []);
  const items = known.filter(item => Date.parse(timeOf(item)) >= from);
  const more = pageInfo.hasNextPage && items.length === known.length;
  return { items, next: (more && pageInfo.endCursor) || undefined };
}
