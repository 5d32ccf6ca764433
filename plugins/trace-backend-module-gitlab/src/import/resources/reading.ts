import { Fact } from '@throughline/plugin-trace-common';
import { NormaliseError, readPayload } from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { NotThere, PermissionMissing } from '../../client';
import { Limit, Page, PageRequest } from './types';

/** A full page: GitLab's largest. */
export const FULL_PAGE = 100;

type Query = Record<string, string | number | boolean>;

/** What the items of a page say, as far as they can be understood. */
export class PageReading {
  readonly facts: Fact[] = [];
  readonly unread: string[] = [];
  readonly limited: NonNullable<Page['limited']> = [];

  /**
   * Reads one item; what cannot be understood of it must not end the others.
   *
   * @param what - names the item in a note
   */
  async item(
    what: string,
    read: () => Fact[] | Promise<Fact[]>,
  ): Promise<void> {
    try {
      this.facts.push(...(await read()));
    } catch (error) {
      if (!(error instanceof NormaliseError)) throw error;
      this.unread.push(`${what}: ${error.path} ${error.message}`);
    }
  }

  limit(limit: Limit, of: string): void {
    this.limited.push({ limit, of });
  }
}

const listSchema = z.array(z.unknown());
const numbered = z.object({ iid: z.unknown() }).partial();

/** What names an item before it is understood. */
export function numberOf(item: unknown): string {
  return String(numbered.safeParse(item).data?.iid ?? '?');
}

/** A page of a list, whose items are not checked yet. */
export async function readList(
  { client, base, cursor }: PageRequest,
  path: string,
  query: Query,
): Promise<{ items: unknown[]; next?: string; total?: number }> {
  const { data, next, total } = await client.get(
    `${base}${path}`,
    cursor ?? { per_page: FULL_PAGE, ...query },
  );
  return { items: readPayload(listSchema, data), next, total };
}

/**
 * All of a list that belongs to one item, at most so many pages.
 *
 * @returns undefined when it may not be read
 */
export async function readAll<T extends z.ZodType>(
  { client, base }: PageRequest,
  path: string,
  item: T,
  { query = {}, pages }: { query?: Query; pages: number },
): Promise<{ items: z.output<T>[]; complete: boolean } | undefined> {
  const items: z.output<T>[] = [];
  let next: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await optional(
      client.get(`${base}${path}`, next ?? { per_page: FULL_PAGE, ...query }),
    );
    if (!answer) return undefined;
    items.push(...readPayload(z.array(item), answer.data));
    next = answer.next;
    if (next === undefined) return { items, complete: true };
  }
  return { items, complete: false };
}

/** Undefined for what may not be read, or what this GitLab does not have. */
export async function optional<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PermissionMissing || error instanceof NotThere) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The items that are not older than the horizon, of a list that begins with the
 * newest, and whether it was reached.
 */
export function withinHorizon<T>(
  items: T[],
  since: string,
  timeOf: (item: T) => string | undefined,
): { recent: T[]; reached: boolean } {
  const from = Date.parse(since);
  // One whose time cannot be read does not say that the horizon is reached.
  const recent = items.filter(item => !(Date.parse(timeOf(item) ?? '') < from));
  return { recent, reached: recent.length < items.length };
}
