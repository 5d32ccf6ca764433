/**
 * The drivers give the same column as different types: big integers are
 * strings and times are dates on PostgreSQL, both are numbers on SQLite.
 */

/** A big integer column; ours stay far below 2^53. */
export function toNumber(value: string | number): number {
  return Number(value);
}

/** A time column. */
export function toDate(value: string | number | Date): Date {
  return new Date(value);
}

/** A nullable time column. */
export function toOptionalDate(
  value: string | number | Date | null,
): Date | undefined {
  return value === null ? undefined : toDate(value);
}
