import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Git } from './Git';

/**
 * A clone on this machine, ready to be read as it is.
 *
 * @param options.lookUp - whether the path may lie anywhere inside the clone;
 *   without it only the clone's own directory counts, so that an empty
 *   directory inside another repository is not read as that one
 * @throws Error with a message for people when there is none
 */
export async function openClone(
  path: string,
  options: { signal?: AbortSignal; lookUp?: boolean } = {},
): Promise<Git> {
  const { signal, lookUp } = options;
  const directory = await realpath(path).catch(() => undefined);
  if (!directory) throw new Error(`there is no directory ${path}`);
  const git = new Git(
    directory,
    signal,
    lookUp ? {} : { GIT_CEILING_DIRECTORIES: dirname(directory) },
  );
  try {
    await git.text(['rev-parse', '--git-dir']);
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(
      `${path} cannot be read as a git repository (${
        (error as Error).message
      })`,
    );
  }
  return git;
}
