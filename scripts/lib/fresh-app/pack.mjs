import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { yarn } from '../install.mjs';
import { inRepository, root } from '../paths.mjs';
import { capture } from '../processes.mjs';
import { Problem, say, sayWhile } from '../say.mjs';
import { sourcesDigest } from '../sources.mjs';

// What is published has types; tests and what only runs here has none.
const TYPES = {
  extends: './tsconfig.json',
  files: ['node_modules/@backstage/cli/asset-types/asset-types.d.ts'],
  include: [
    'packages/backend-kit/src',
    'packages/cli/src',
    'packages/git-history/src',
    'plugins/*/src',
    'plugins/*/config.d.ts',
  ],
  exclude: [
    'node_modules',
    '**/*.test.ts',
    '**/*.test.tsx',
    '**/__testUtils__',
    '**/setupTests.ts',
  ],
};

/** Where archives are put. */
export const archivesIn = folder => join(folder, 'archives');

/**
 * Packs every package that is published, as it is published: built, with
 * `publishConfig` applied and versions in the place of workspaces. That is done
 * in a copy, since packing edits the package.json files while it goes on.
 */
export async function packSuite(folder) {
  const archives = archivesIn(folder);
  const stamp = join(archives, 'packed-from');
  const digest = await sourcesDigest();
  if ((await contents(stamp)) === digest) {
    say('Packed before; the sources have not changed');
    return;
  }

  const copy = join(folder, 'source');
  await mkdir(copy, { recursive: true });
  await rm(archives, { recursive: true, force: true });
  await mkdir(archives, { recursive: true });
  await copySources(copy);
  await writeFile(join(copy, 'tsconfig.types.json'), JSON.stringify(TYPES));

  const run = async (text, ...args) => {
    const { code, output } = await sayWhile(text, () =>
      capture(process.execPath, [yarn, ...args], { cwd: copy }),
    );
    if (code === 0) return;
    console.error(output);
    throw new Problem(`${text}: failed; the lines above say why.`);
  };
  const published = ['workspaces', 'foreach', '--all', '--no-private'];
  await run('Installing a copy of the repository', 'install', '--immutable');
  await run('Making types', 'tsc', '--project', 'tsconfig.types.json');
  await run('Building packages', ...published, 'run', 'build');
  await run(
    'Packing packages',
    ...published,
    ...['pack', '--out', join(archives, '%s-%v.tgz')],
  );
  await writeFile(stamp, digest);
}

// What is installed there is left, since that takes longest.
async function copySources(to) {
  await capture('find', [
    ...[to, '-name', 'node_modules', '-prune'],
    ...['-o', '-type', 'f', '-exec', 'rm', '{}', '+'],
  ]);
  const { output } = await capture(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root },
  );
  for (const file of output.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(inRepository(file), join(to, file)).catch(error => {
      // Deleted, and not committed yet.
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

async function contents(file) {
  return readFile(file, 'utf8').catch(() => undefined);
}
