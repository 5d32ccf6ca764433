import { queryGraphql } from '../../client';
import { Connection } from '../queries/connection';
import { withinHorizon } from './horizon';
import { NormalisedPage } from './normalised';
import { Page, PageRequest } from './types';

/** How one of GraphQL's lists is read. */
export interface ListReading<A, T> {
  query: string;
  /** Besides repository, size and cursor. */
  variables?: Record<string, unknown>;
  /** Null or undefined: the credentials may not read it. */
  listOf(answer: A): Connection<T> | null | undefined;
  /** By which the list is ordered, the newest first. ISO 8601. */
  timeOf(item: T): string;
  /** Adds to the page what an item says. */
  read(item: T, page: NormalisedPage): void | Promise<void>;
  /** What else is to be said of the page's items. */
  besides?(items: T[]): Pick<Page, 'direct' | 'limits'>;
}

/**
 * Reads a page of a list, as far as the horizon.
 *
 * @throws as `queryGraphql` does
 */
export async function readList<A, T>(
  request: PageRequest,
  reading: ListReading<A, T>,
): Promise<Page> {
  const { client, owner, name, size, cursor, retries } = request;
  const { data, refused } = await queryGraphql<A>(
    client,
    reading.query,
    { owner, name, first: size, after: cursor, ...reading.variables },
    retries,
  );
  const list = reading.listOf(data);
  if (!list) return { facts: [], next: undefined, seen: 0, refused };
  const { items, next } = withinHorizon(list, request.since, reading.timeOf);
  const page = new NormalisedPage(request.settings, request.payload);
  for (const item of items) await reading.read(item, page);
  return {
    facts: page.facts,
    next,
    seen: items.length,
    total: list.totalCount,
    refused,
    unread: page.unread,
    ...reading.besides?.(items),
  };
}
