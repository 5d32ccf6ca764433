import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';

/**
 * A setting that says how long something takes or lasts, in milliseconds.
 *
 * @param root - the whole config, or the part of it that the key is in
 * @param key - where in it the setting stands
 * @param path - the same from the root, so that an error names all of it
 * @throws InputError for what is no duration, or none that is longer than nothing
 */
export function readDuration(
  root: Config,
  key: string,
  fallback: HumanDuration,
  path: string = key,
): number {
  const milliseconds = durationToMilliseconds(
    root.has(key) ? read(root, key, path) : fallback,
  );
  if (milliseconds <= 0) {
    throw new InputError(`${path} must be longer than nothing`);
  }
  return milliseconds;
}

function read(root: Config, key: string, path: string): HumanDuration {
  try {
    return readDurationFromConfig(root, { key });
  } catch (error) {
    // Of a part of the config it would name only what is below that.
    if (path === key) throw error;
    throw new InputError(`${path}: ${(error as Error).message}`);
  }
}
