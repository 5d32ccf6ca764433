import { mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { delimiter, dirname } from 'node:path';
import { inCache, inRepository, root } from './paths.mjs';
import { capture } from './processes.mjs';
import { isNetworkTrouble } from './network.mjs';
import { Problem, sayWhile } from './say.mjs';

/** The repository's own Yarn; nothing has to be installed for it. */
export const yarn = inRepository('.yarn', 'releases', 'yarn-4.13.0.cjs');

const yarnState = inRepository('node_modules', '.yarn-state.yml');

/**
 * Puts this Node and the repository's Yarn before everything else that programs
 * find by name: Backstage's command line starts `yarn`, which starts `node`.
 */
export async function putFirstOnPath() {
  const shims = inCache('bin');
  await mkdir(shims, { recursive: true });
  await writeFile(
    inCache('bin', 'yarn'),
    `#!/bin/sh\nexec node "${yarn}" "$@"\n`,
    {
      mode: 0o755,
    },
  );
  process.env.PATH = [shims, dirname(process.execPath), process.env.PATH].join(
    delimiter,
  );
}

/** Installs exactly what yarn.lock says, unless that has been done. */
export async function ensureInstalled() {
  if (await isInstalled()) return;
  const { code, output } = await sayWhile(
    'Installing dependencies (about a minute the first time)',
    async () => runYarn(['install', '--immutable'], await networkSettings()),
  );
  if (code === 0) {
    // Yarn leaves its state alone when there was nothing to do.
    await utimes(yarnState, new Date(), new Date());
    return;
  }

  const log = inCache('install.log');
  await mkdir(inCache(), { recursive: true });
  await writeFile(log, output);
  throw new Problem(explain(output));
}

function runYarn(args, settings) {
  return capture(process.execPath, [yarn, ...args], {
    cwd: root,
    env: { ...process.env, ...settings },
  });
}

// Without a network Yarn tries again for each of its packages, for many minutes.
// Told so, it takes what it has kept from earlier, or gives up at once.
async function networkSettings() {
  const { code, output } = await runYarn(
    ['npm', 'info', 'typescript', '--fields', 'name'],
    { YARN_HTTP_RETRY: '0', YARN_HTTP_TIMEOUT: '15000' },
  );
  const unreachable = code !== 0 && isNetworkTrouble(output);
  return unreachable ? { YARN_ENABLE_NETWORK: 'false' } : {};
}

async function isInstalled() {
  const [installed, wanted] = await Promise.all([
    modified(yarnState),
    modified(inRepository('yarn.lock')),
  ]);
  return installed > wanted;
}

async function modified(path) {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}

function explain(output) {
  if (isNetworkTrouble(output)) {
    return 'Dependencies could not be installed: the npm registry does not answer. Check the network and try again.';
  }
  if (output.includes('YN0028')) {
    return 'yarn.lock does not fit the package.json files. Run `node .yarn/releases/yarn-4.13.0.cjs install` and commit yarn.lock.';
  }
  return 'Dependencies could not be installed; .cache/install.log says why.';
}
