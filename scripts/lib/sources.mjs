import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from './paths.mjs';

const PLACES = ['packages', 'plugins', 'yarn.lock', 'app-config.yaml'];

// Made by tools, or never part of a build.
const LEFT_OUT = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  '__testUtils__',
  'bench',
  'e2e-tests',
]);

/** Digest of everything a build of the portal is made from. */
export async function sourcesDigest(repository = root) {
  const hash = createHash('sha256');
  for (const place of PLACES) {
    for (const file of (await filesOf(join(repository, place))).sort()) {
      hash.update(relative(repository, file)).update('\0');
      hash.update(await readFile(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesOf(path) {
  const entries = await list(path);
  if (!entries) return [path];
  const files = await Promise.all(
    entries
      .filter(({ name }) => !LEFT_OUT.has(name) && !name.startsWith('.'))
      .filter(({ name }) => !/\.test\.\w+$|\.md$/.test(name))
      .map(({ name }) => filesOf(join(path, name))),
  );
  return files.flat();
}

async function list(path) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
