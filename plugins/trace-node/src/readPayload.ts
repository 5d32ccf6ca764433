import { z } from 'zod';
import { NormaliseError } from './connector';

function pathOf(path: PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/**
 * The first thing that is not as a schema wants it, and what it wants there.
 * `path`: `commits[0].id`; empty for the whole of it.
 */
export function firstProblem(error: z.ZodError): {
  path: string;
  message: string;
} {
  const [issue] = error.issues;
  return {
    path: pathOf(issue.path),
    message: issue.message
      .replace(/^Invalid input: /, '')
      .replace('received undefined', 'but it is missing'),
  };
}

/**
 * A payload, checked.
 *
 * @throws NormaliseError naming the first thing that is not as it must be
 */
export function readPayload<T extends z.ZodType>(
  schema: T,
  payload: unknown,
): z.output<T> {
  const read = schema.safeParse(payload);
  if (read.success) return read.data;
  const { path, message } = firstProblem(read.error);
  throw new NormaliseError(path || 'payload', message);
}
