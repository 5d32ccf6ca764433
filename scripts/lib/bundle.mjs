import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { yarn } from './install.mjs';
import { inCache, inRepository } from './paths.mjs';
import { backstageCli } from './portal.mjs';
import { capture } from './processes.mjs';
import { Problem, sayWhile } from './say.mjs';

/** Where the built portal is, with its dependencies next to it. */
export const bundle = inCache('portal');
const finished = inCache('portal', 'built');

/** Whether a build went through to its end. */
export const isBuilt = () => existsSync(finished);

/**
 * Builds app and backend as they are deployed: the backend's skeleton and
 * bundle, unpacked, with what they need in production and no more.
 */
export async function buildBundle() {
  await rm(bundle, { recursive: true, force: true });
  await mkdir(bundle, { recursive: true });

  const backend = inRepository('packages', 'backend');
  await step('Building the app and the backend', backend, process.execPath, [
    backstageCli,
    'package',
    'build',
  ]);
  for (const archive of ['skeleton.tar.gz', 'bundle.tar.gz']) {
    await step(`Unpacking ${archive}`, bundle, 'tar', [
      'xzf',
      inRepository('packages', 'backend', 'dist', archive),
    ]);
  }
  for (const file of [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    'backstage.json',
  ]) {
    await copyFile(inRepository(file), inCache('portal', file));
  }
  await step(
    'Installing what it needs in production',
    bundle,
    process.execPath,
    [yarn, 'workspaces', 'focus', '--all', '--production'],
  );
  await writeFile(finished, '');
}

async function step(text, cwd, program, args) {
  const { code, output } = await sayWhile(text, () =>
    capture(program, args, {
      cwd,
      // The bundle has no copy of Yarn, so the one that runs is not to look for it.
      env: { ...process.env, YARN_IGNORE_PATH: '1' },
    }),
  );
  if (code !== 0) {
    console.error(output);
    throw new Problem(`${text}: failed; the lines above say why.`);
  }
}
