/** A page of a keyset-paginated list, newest first. */
export interface Page<TItem> {
  items: TItem[];
  /** Missing on the last page. */
  nextCursor?: string;
}

/** An item of such a list. */
export interface Item {
  id: string;
}

/**
 * Puts a newly read first page in front of what was there, so that a quiet
 * refresh does not take away the pages somebody has loaded. What moved up
 * appears once; what the new page should hold and does not is gone.
 *
 * @param timeOf - ISO 8601: what the list is ordered by
 */
export function mergeFirstPage<TItem extends Item, TPage extends Page<TItem>>(
  before: TPage | undefined,
  fresh: TPage,
  timeOf: (item: TItem) => string,
): TPage {
  const last = fresh.items.at(-1);
  if (!before || !last || !fresh.nextCursor) return fresh;
  const freshIds = new Set(fresh.items.map(({ id }) => id));
  const end = Date.parse(timeOf(last));
  const rest = before.items.filter(
    item => !freshIds.has(item.id) && Date.parse(timeOf(item)) <= end,
  );
  if (rest.length === 0) return fresh;
  return {
    ...fresh,
    items: [...fresh.items, ...rest],
    nextCursor: before.nextCursor,
  };
}

/** A list with its next page. What came up again in between is not repeated. */
export function appendPage<TItem extends Item, TPage extends Page<TItem>>(
  before: TPage,
  next: TPage,
): TPage {
  const known = new Set(before.items.map(({ id }) => id));
  return {
    ...before,
    items: [...before.items, ...next.items.filter(({ id }) => !known.has(id))],
    nextCursor: next.nextCursor,
  };
}
