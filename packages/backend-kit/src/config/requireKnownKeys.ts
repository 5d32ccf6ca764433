import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Refuses settings that there are not: most are slips of the pen, and what they
 * were to say would silently not be said.
 *
 * @param path - of the config from the root, so that an error names all of it
 * @throws InputError naming the setting, and those that there are
 */
export function requireKnownKeys(
  config: Config | undefined,
  path: string,
  known: string[],
): void {
  const unknown = config?.keys().find(key => !known.includes(key));
  if (unknown === undefined) return;
  throw new InputError(
    `${path}.${unknown} is no setting; known are ${known.join(', ')}`,
  );
}
