/** `orderBy`, as most connections take it. */
export interface OrderBy {
  field: string;
  direction: 'ASC' | 'DESC';
}

/**
 * Items in the order asked for; as they are without one. Asking for a field
 * that is not among `fields` is an error.
 */
export function ordered<T>(
  items: T[],
  orderBy: OrderBy | null | undefined,
  fields: Record<string, (item: T) => string>,
): { items: T[]; descendingBy?: (item: T) => string } {
  if (!orderBy) return { items };
  const by = fields[orderBy.field];
  if (!by) throw new Error(`The player does not order by ${orderBy.field}`);
  const sign = orderBy.direction === 'DESC' ? -1 : 1;
  const sorted = [...items].sort((one, other) => {
    if (by(one) === by(other)) return 0;
    return by(one) < by(other) ? -sign : sign;
  });
  return orderBy.direction === 'DESC'
    ? { items: sorted, descendingBy: by }
    : { items: sorted };
}
