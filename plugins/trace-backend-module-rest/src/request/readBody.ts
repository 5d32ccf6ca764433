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
/** Fields in which people's words stand: they may be restricted, so unquoted. */
const WRITTEN = new Set([
  'baseBranch',
  'description',
  'headBranch',
  'labels',
  'message',
  'paths',
  'title',
  'url',
]);

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
function excerptOf(value: unknown, path: PropertyKey[]): string {
  if (
    typeof value === 'string' &&
    value !== '' &&
    path.some(part => WRITTEN.has(String(part)))
  ) {
    return `a text of ${value.length} characters`;
  }
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
    // Not only syntax: nesting may be too deep for the parser's stack. Only
    // where it is: the parser's words quote the body, which may be restricted.
    const [where = ''] = / at position \d+/.exec(String(error)) ?? [];
    throw new BodyError('body', `The body is not JSON${where}`);
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
      issue.path,
    )}; expected ${issue.message}`,
  );
}
