import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';

/**
 * A setting that says how long something takes or lasts, in milliseconds.
 *
 * @param path - from the root, so that an error names all of it
 * @throws InputError for what is no duration, or none that is longer than nothing
 */
export function readDuration(
  root: Config,
  path: string,
  fallback: HumanDuration,
): number {
  const milliseconds = durationToMilliseconds(
    root.has(path) ? readDurationFromConfig(root, { key: path }) : fallback,
  );
  if (milliseconds <= 0) {
    throw new InputError(`${path} must be longer than nothing`);
  }
  return milliseconds;
}
