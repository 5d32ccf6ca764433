import { GraphQLResolveInfo } from 'graphql';
import { GithubError } from './errors';

/** GitHub's own limit for one page. */
const LARGEST_PAGE = 100;

/** What every connection can be asked with. */
export interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

/** How things are listed. */
export interface Listing<T> {
  /** In their order. */
  items: T[];
  id: (item: T) => string | number;
  /**
   * What they are ordered by, descending; needed where the order can change
   * from one page to the next.
   */
  descendingBy?: (item: T) => string;
  node: (item: T) => unknown;
  /** How many GitHub lists at most; the count is of all. */
  listed?: number;
}

interface Cursor {
  id: string | number;
  by?: string;
}

function encode<T>(listing: Listing<T>, item: T): string {
  const cursor: Cursor = {
    id: listing.id(item),
    by: listing.descendingBy?.(item),
  };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decode(text: string): Cursor {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw new GithubError(
      'INVALID_CURSOR_ARGUMENTS',
      `\`${text}\` does not appear to be a valid cursor.`,
    );
  }
}

/** Where the thing of a cursor is, or would be had it not moved. */
function positionOf<T>(listing: Listing<T>, text: string): [number, number] {
  const cursor = decode(text);
  const { items, id, descendingBy } = listing;
  const index = items.findIndex(item => id(item) === cursor.id);
  const moved =
    index < 0 || (descendingBy && descendingBy(items[index]) !== cursor.by);
  if (!moved) return [index, index + 1];
  const { by } = cursor;
  if (!descendingBy || by === undefined) return [items.length, items.length];
  const beyond = items.findIndex(item => descendingBy(item) < by);
  const place = beyond < 0 ? items.length : beyond;
  return [place, place];
}

function sizeOf(args: PageArguments, name: string): number {
  const [argument, size] =
    args.first === undefined || args.first === null
      ? ['last', args.last]
      : ['first', args.first];
  if (size === undefined || size === null) {
    throw new GithubError(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate ` +
        `the \`${name}\` connection.`,
    );
  }
  if (size > LARGEST_PAGE) {
    throw new GithubError(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${name}\` connection exceeds the ` +
        `\`${argument}\` limit of ${LARGEST_PAGE} records.`,
    );
  }
  return size;
}

const PAGE_ARGUMENTS = ['first', 'last', 'after', 'before'];

/** Both come from GraphQL literals, with the members in the schema's order. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * What would be silently ignored is refused, unless it is what GitHub takes
 * without the argument.
 */
function refuseOthers(
  args: object,
  handled: string[],
  { fieldName, parentType }: GraphQLResolveInfo,
): void {
  const declared = parentType.getFields()[fieldName].args;
  for (const [argument, value] of Object.entries(args)) {
    if ([...PAGE_ARGUMENTS, ...handled].includes(argument)) continue;
    const usual = declared.find(it => it.name === argument)?.defaultValue;
    if (value !== null && !isSame(value, usual)) {
      throw new Error(
        `The player ignores ${parentType.name}.${fieldName}(${argument})`,
      );
    }
  }
}

/**
 * One page, as Relay's cursor connections have it. `handled` are the arguments
 * that the listing took into account, besides those of paging.
 */
export function connection<T>(
  listing: Listing<T>,
  args: PageArguments,
  info: GraphQLResolveInfo,
  handled: string[] = [],
): Record<string, unknown> {
  refuseOthers(args, handled, info);
  const size = sizeOf(args, info.fieldName);
  const { items, node, listed = items.length } = listing;
  const all = items.slice(0, listed);
  let start = args.after ? positionOf(listing, args.after)[1] : 0;
  let end = args.before ? positionOf(listing, args.before)[0] : all.length;
  if (args.first === undefined || args.first === null) {
    start = Math.max(start, end - size);
  } else {
    end = Math.min(end, start + size);
  }
  const page = all.slice(start, end);
  return {
    totalCount: items.length,
    nodes: () => page.map(node),
    edges: () =>
      page.map(item => ({
        __typename: 'Edge',
        cursor: encode(listing, item),
        node: () => node(item),
      })),
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: page.length ? encode(listing, page[0]) : null,
      endCursor: page.length ? encode(listing, page.at(-1)!) : null,
    },
  };
}
