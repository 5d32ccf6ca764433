/** One page of a list. */
export interface Connection<T> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  /** Null where a single one may not be read. */
  nodes: Array<T | null>;
}

/** The start of a list. */
export interface Beginning<T> {
  totalCount: number;
  nodes: Array<T | null>;
}
