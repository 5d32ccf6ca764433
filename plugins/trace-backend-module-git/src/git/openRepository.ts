import { Git, openClone } from '@throughline/git-history';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GitOrigin, GitRepositoryConfig } from '../config';

type Remote = Extract<GitOrigin, { kind: 'remote' }>;

async function openLocal(
  { configPath }: GitRepositoryConfig,
  path: string,
  signal: AbortSignal,
): Promise<Git> {
  try {
    return await openClone(path, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`${configPath}.path: ${(error as Error).message}`);
  }
}

/** Clones into a directory of its own first, so that a kill leaves no half clone. */
async function clone(
  { url, contents }: Remote,
  parent: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  for (const entry of await readdir(parent)) {
    if (entry.startsWith(`${name}.partial-`)) {
      await rm(join(parent, entry), { recursive: true, force: true });
    }
  }
  const partial = `${name}.partial-${randomUUID()}`;
  await new Git(parent, signal).text([
    'clone',
    '--bare',
    '--quiet',
    // Changed paths stand in the trees; contents take the most room.
    ...(contents ? [] : ['--filter=blob:none']),
    '--',
    url,
    partial,
  ]);
  await rename(join(parent, partial), join(parent, name));
}

async function openRemote(
  { repository }: GitRepositoryConfig,
  origin: Remote,
  signal: AbortSignal,
): Promise<Git> {
  const { url, workingDirectory, contents } = origin;
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 12);
  // A clone without contents stays one, so whoever wants them gets another.
  const name = `${repository.replaceAll('/', '_')}-${digest}${
    contents ? '-whole' : ''
  }.git`;
  await mkdir(workingDirectory, { recursive: true });
  const parent = await realpath(workingDirectory);
  const directory = join(parent, name);
  if (!(await realpath(directory).catch(() => undefined))) {
    await clone(origin, parent, name, signal);
  }
  const git = new Git(directory, signal, { GIT_CEILING_DIRECTORIES: parent });
  await git.text([
    'fetch',
    '--quiet',
    '--force',
    '--prune',
    '--no-tags',
    'origin',
    '+refs/heads/*:refs/heads/*',
    '+refs/tags/*:refs/tags/*',
  ]);
  // The forge may have renamed the default branch since.
  const [head = ''] = await git.lines([
    'ls-remote',
    '--symref',
    'origin',
    'HEAD',
  ]);
  const branch = /^ref: (refs\/heads\/\S+)\tHEAD$/.exec(head)?.[1];
  if (branch) await git.text(['symbolic-ref', 'HEAD', branch]);
  return git;
}

/**
 * The repository, ready to be read: a local clone as it is, a remote one
 * cloned or brought up to date.
 *
 * @throws Error with a message for people when it cannot be reached
 */
export async function openRepository(
  config: GitRepositoryConfig,
  signal: AbortSignal,
): Promise<Git> {
  const { origin } = config;
  return origin.kind === 'local'
    ? openLocal(config, origin.path, signal)
    : openRemote(config, origin, signal);
}
