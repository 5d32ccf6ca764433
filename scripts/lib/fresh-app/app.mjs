import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { inRepository } from '../paths.mjs';
import { capture } from '../processes.mjs';
import { Problem, sayWhile } from '../say.mjs';

/** Every package but Backstage's own, as Yarn's patterns of names. */
const OTHERS = ['*', '@!(backstage)/*'];

/**
 * A freshly created Backstage app, as `@backstage/create-app` makes it,
 * installed. It is made once and copied from then on.
 *
 * Two things are added, for the sake of the machine and not of the app: the
 * pins and the lock file of this repository, without which some of the app's
 * own dependencies do not install everywhere, and no install scripts.
 *
 * @param release - version of `@backstage/create-app`, and for an older one the
 *   day until which Backstage's packages are taken
 * @param system - `new` or `legacy`
 */
export async function freshApp(folder, { release, system, name }) {
  const base = join(folder, 'base', `${release.createApp}-${system}`);
  if (!existsSync(join(base, 'node_modules', '.yarn-state.yml'))) {
    await createApp(base, { release, system });
  }
  const app = join(folder, 'apps', name);
  await rm(app, { recursive: true, force: true });
  await copyApp(base, app);
  return app;
}

async function createApp(app, { release, system }) {
  const creator = `@backstage/create-app@${release.createApp}`;
  await rm(app, { recursive: true, force: true });
  await mkdir(app, { recursive: true });
  await step(`Creating an app with ${creator}`, app, [
    ...['npx', '--yes', creator, '--skip-install', '--path', '.'],
    ...(system === 'legacy' ? ['--legacy'] : []),
  ]);

  const { resolutions } = await json(inRepository('package.json'));
  const manifest = await json(join(app, 'package.json'));
  await writeFile(
    join(app, 'package.json'),
    JSON.stringify({ ...manifest, resolutions }, null, 2),
  );
  await copyFile(inRepository('yarn.lock'), join(app, 'yarn.lock'));
  await setYarn(app, {
    enableScripts: false,
    npmMinimalAgeGate: release.until ? `${daysSince(release.until)}d` : 0,
    npmPreapprovedPackages: OTHERS,
  });
  await step('Installing the app', app, ['yarn', 'install']);
  await setYarn(app, { npmMinimalAgeGate: 0 });
}

function daysSince(day) {
  return Math.floor((Date.now() - new Date(day).getTime()) / 86_400_000);
}

/** Changes settings of an app's Yarn. */
export async function setYarn(app, settings) {
  const file = join(app, '.yarnrc.yml');
  const present = parse(await readFile(file, 'utf8'));
  await writeFile(file, stringify({ ...present, ...settings }));
}

// Links, since a copy of all dependencies takes as long as their installation.
// Yarn replaces files of packages, but writes its own state in place.
async function copyApp(from, to) {
  const state = join('node_modules', '.yarn-state.yml');
  await mkdir(to, { recursive: true });
  await step('Copying the app', from, [
    'sh',
    '-c',
    `tar c --exclude=node_modules . | tar x -C "$1" && \
     find . -name node_modules -prune -exec sh -c 'mkdir -p "$1/$(dirname "$2")" && cp -al "$2" "$1/$2"' sh "$1" {} \\;`,
    'sh',
    to,
  ]);
  await rm(join(to, state));
  await copyFile(join(from, state), join(to, state));
}

/** Runs a command in an app; says why if it does not go well. */
export async function step(text, app, [program, ...args], env = {}) {
  const { code, output } = await sayWhile(text, () =>
    capture(program, args, {
      cwd: app,
      env: { ...process.env, BACKSTAGE_APP_NAME: 'portal', ...env },
    }),
  );
  if (code === 0) return output;
  console.error(output);
  throw new Problem(`${text}: failed; the lines above say why.`);
}

async function json(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}
