import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Checks input against a schema.
 *
 * @throws InputError naming every field that is wrong and what was expected
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InputError(
    result.error.issues
      .map(issue =>
        issue.path.length > 0
          ? `${issue.path.join('.')}: ${issue.message}`
          : issue.message,
      )
      .join('; '),
  );
}
