/** One page of a list. */
export interface Connection<T> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  /** Null where a single one may not be read, or none of them. */
  nodes: Array<T | null> | null;
}

/** A list as it is answered: null where something may not be read. */
export type Nodes<T> = Pick<Connection<T>, 'nodes'> | null;

/** The start of a list. */
export interface Beginning<T> {
  totalCount: number;
  nodes: Array<T | null> | null;
}

/** What of a list may be read. */
export function readable<T>(list: Nodes<T> | undefined): T[] {
  return (list?.nodes ?? []).flatMap(node => node ?? []);
}

/** The whole of a list; undefined when any of it may not be read. */
export function whole<T>(list: Nodes<T> | undefined): T[] | undefined {
  const nodes = readable(list);
  return nodes.length === list?.nodes?.length ? nodes : undefined;
}
