import { isUtf8 } from 'node:buffer';
import { z } from 'zod';

/** A body that is not as it must be. */
export class BodyError extends Error {
  /** @param field - where, e.g. `commits[0].sha`; `body` for all of it */
  constructor(readonly field: string, message: string) {
    super(message);
    this.name = 'BodyError';
  }
}

const MAX_EXCERPT = 60;

/** `commits[0].sha` */
function nameOf(path: PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  let inner = value as Record<PropertyKey, unknown> | undefined;
  for (const part of path) {
    inner = inner?.[part] as Record<PropertyKey, unknown> | undefined;
  }
  return inner;
}

/** A value in a message: short, on one line. */
function excerptOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > MAX_EXCERPT ? `${text.slice(0, MAX_EXCERPT)}…` : text;
}

/**
 * The JSON object that a body is.
 *
 * @throws BodyError
 */
export function readObject(body: Buffer): Record<string, unknown> {
  if (!isUtf8(body)) throw new BodyError('body', 'The body is not UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    // Not only syntax: nesting may be too deep for the parser's stack.
    throw new BodyError(
      'body',
      `The body is not JSON: ${(error as Error).message}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BodyError('body', 'The body must be a JSON object');
  }
  return value as Record<string, unknown>;
}

/**
 * A body, checked.
 *
 * @throws BodyError naming the first field that is not as it must be, what it
 *   is and what was expected
 */
export function readBody<T extends z.ZodObject>(
  schema: T,
  body: unknown,
): z.output<T> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = nameOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = nameOf([...issue.path, issue.keys[0]]);
    const known = issue.path.length === 0 ? Object.keys(schema.shape) : [];
    throw new BodyError(
      unknown,
      `The field "${unknown}" is not known${
        known.length > 0 ? `; known are ${known.join(', ')}` : ''
      }`,
    );
  }
  throw new BodyError(
    field,
    `The field "${field}" is ${excerptOf(
      valueAt(body, issue.path),
    )}; expected ${issue.message}`,
  );
}
