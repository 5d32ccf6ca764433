import { isUtf8 } from 'node:buffer';

/** What a JSON object holds, none of it checked yet. */
export type Members = Record<string, unknown>;

/**
 * A body as text.
 *
 * @throws Error with the reason when it is not UTF-8
 */
export function readText(body: Buffer): string {
  if (!isUtf8(body)) throw new Error('The body is not UTF-8.');
  return body.toString('utf8');
}

/**
 * A JSON object.
 *
 * @throws Error with the reason when the text is none; quotes nothing of it
 */
export function parseMembers(text: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // Not only syntax: nesting may be too deep for the parser's stack. Only
    // where it is: the parser's words quote the body, which may be restricted.
    const [where = ''] = / at position \d+/.exec(String(error)) ?? [];
    throw new Error(`The body is not JSON${where}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('The body must be a JSON object.');
  }
  return value as Members;
}

/**
 * The JSON object in a body.
 *
 * @throws Error with the reason when it holds none; quotes nothing of it
 */
export function readMembers(body: Buffer): Members {
  return parseMembers(readText(body));
}

/** What an object holds; nothing where it is none. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

/** Those of an object's members that are named and there. */
export function pick(value: unknown, names: string[]): Members {
  const members = membersOf(value);
  return Object.fromEntries(
    names
      .filter(name => Object.hasOwn(members, name))
      .map(name => [name, members[name]]),
  );
}
