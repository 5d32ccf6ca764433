import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Query parameter `limit`: 1 to 100, 25 if not given. From text, because that
 * is what a query holds: `Number(['5'])` would let a repeated one through.
 */
export const limitParameter = z
  .string()
  .regex(/^\d+$/, 'expected a whole number from 1 to 100')
  .default('25')
  .transform(Number)
  .pipe(
    z
      .number()
      .min(1, 'expected a whole number from 1 to 100')
      .max(100, 'expected a whole number from 1 to 100'),
  );

/** Query parameter `cursor`; take it apart with {@link decodeCursor}. */
export const cursorParameter = z.string().max(2_000).optional();

/**
 * Makes the opaque text by which the next page is asked for.
 *
 * @param position - the sort values of the last row of this page
 */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Undoes {@link encodeCursor}. A cursor comes from the caller, so it is checked
 * like any other input.
 *
 * @throws InputError when it is not of that shape
 */
export function decodeCursor<T>(
  cursor: string | undefined,
  schema: z.ZodType<T>,
): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
  } catch {
    throw new InputError(
      'cursor: expected the nextCursor of an earlier answer to the same request',
    );
  }
}

/**
 * Cuts a page out of one row more than it holds, which tells whether there is
 * another page without counting.
 *
 * @param rows - at most `limit + 1`
 */
export function toPage<T>(
  rows: T[],
  limit: number,
  positionOf: (row: T) => unknown,
): { rows: T[]; nextCursor: string | undefined } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    nextCursor:
      rows.length > limit && last !== undefined
        ? encodeCursor(positionOf(last))
        : undefined,
  };
}
