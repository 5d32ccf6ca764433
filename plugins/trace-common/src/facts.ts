import { JsonObject, JsonValue } from '@backstage/types';

/**
 * Something a source said: at this time, these registers of this subject held
 * these values.
 *
 * The state of a subject is the merge of all facts about it, register by
 * register: the latest wins (by `at`, then `rank`, then the larger canonical
 * JSON, so that there always is a winner). Merging is commutative, associative
 * and idempotent, which is why order and duplication of deliveries cannot
 * matter.
 *
 * Things a subject has many of (reviews of a change, statuses of a deployment)
 * are registers of their own, named `<collection>:<id>`.
 */
export interface Fact {
  /** A node key, see `keys.ts`. */
  subject: string;
  /** ISO 8601, UTC, milliseconds: when the source says this was so. */
  at: string;
  /**
   * Order among facts with the same `at`, for sources whose clock is coarse:
   * of "opened" and "merged" in one second, merged has the higher rank. An
   * integer, 0 by default; below 0 for what yields to any other source.
   */
  rank?: number;
  /**
   * Register name → value. `undefined` leaves the register alone; `null` says
   * that there is none any more, e.g. no closing time after a reopening.
   */
  attributes: JsonObject;
}

/** One register's winning value, and what it won by. */
export interface Register {
  at: string;
  rank: number;
  value: JsonValue;
}

/** A subject's merged state: register name → winner. */
export type Registers = Record<string, Register>;

/** JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`;
  }
  if (value && typeof value === 'object') {
    const members = Object.keys(value)
      .filter(key => value[key] !== undefined)
      .sort()
      .map(key => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

function wins(challenger: Register, holder: Register | undefined): boolean {
  if (!holder) return true;
  if (challenger.at !== holder.at) return challenger.at > holder.at;
  if (challenger.rank !== holder.rank) return challenger.rank > holder.rank;
  return canonicalJson(challenger.value) > canonicalJson(holder.value);
}

/** Merges facts of one subject into its registers. */
export function mergeFacts(facts: Iterable<Fact>): Registers {
  // A map, because a source may name a register `constructor`.
  const registers = new Map<string, Register>();
  for (const fact of facts) {
    for (const [name, value] of Object.entries(fact.attributes)) {
      if (value === undefined) continue;
      const challenger = { at: fact.at, rank: fact.rank ?? 0, value };
      if (wins(challenger, registers.get(name))) {
        registers.set(name, challenger);
      }
    }
  }
  return Object.fromEntries(registers);
}

/** The plain registers' values; collections are left out. */
export function plainValues(registers: Registers): JsonObject {
  return Object.fromEntries(
    Object.entries(registers)
      .filter(([name, { value }]) => !name.includes(':') && value !== null)
      .map(([name, { value }]) => [name, value]),
  );
}

/** The members of a collection, ordered by id. */
export function collection<T>(
  registers: Registers,
  name: string,
): Array<{ id: string; value: T }> {
  const prefix = `${name}:`;
  return Object.keys(registers)
    .filter(key => key.startsWith(prefix) && registers[key].value !== null)
    .sort()
    .map(key => ({
      id: key.slice(prefix.length),
      value: registers[key].value as T,
    }));
}

/** Other years have another number of digits, so they would not sort as text. */
const FOUR_DIGIT_YEAR = /^\d{4}-/;

/**
 * A time as facts carry it.
 *
 * @returns undefined when the text is no time of the years 0 to 9999
 */
export function toInstant(
  text: string | number | Date | null | undefined,
): string | undefined {
  if (text === null || text === undefined || text === '') return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return undefined;
  const instant = date.toISOString();
  return FOUR_DIGIT_YEAR.test(instant) ? instant : undefined;
}
