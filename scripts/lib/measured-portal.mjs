import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { buildBundle, bundle, isBuilt } from './bundle.mjs';
import { inCache, inRepository } from './paths.mjs';
import { backstageCli } from './portal.mjs';
import { capture } from './processes.mjs';
import { Problem, say, sayWhile } from './say.mjs';
import { sourcesDigest } from './sources.mjs';

/** Name under which the bundle has the app without the suite's plugins. */
const BARE_APP = 'app-without-suite';

const stamp = inCache('portal', 'built-from');

/**
 * The portal that is measured: the one of `npm run start:built`, built from what
 * is in the working tree, with a second app beside it that lacks the suite's
 * plugins. Returns where it is.
 */
export async function buildPortalToMeasure() {
  const digest = await sourcesDigest();
  if (isBuilt() && (await builtFrom()) === digest) {
    say('Measuring what was built before; the sources have not changed');
    return bundle;
  }
  // First, since each build leaves its app where the next one puts its own.
  await buildBareApp();
  await buildBundle();
  await cp(inCache(BARE_APP), inCache('portal', 'node_modules', BARE_APP), {
    recursive: true,
  });
  await writeFile(stamp, digest);
  return bundle;
}

async function buildBareApp() {
  const app = inRepository('packages', 'app');
  const { dependencies, version } = JSON.parse(
    await readFile(inRepository('packages', 'app', 'package.json'), 'utf8'),
  );
  const suite = Object.keys(dependencies).filter(name =>
    name.startsWith('@throughline/plugin-'),
  );
  const folder = inCache(BARE_APP);
  await rm(folder, { recursive: true, force: true });
  const config = inCache(`${BARE_APP}.json`);
  await writeFile(
    config,
    JSON.stringify({ app: { packages: { exclude: suite }, extensions: [] } }),
  );
  const { code, output } = await sayWhile(
    "Building the app without the suite's plugins",
    () =>
      capture(
        process.execPath,
        [
          ...[backstageCli, 'package', 'build'],
          ...['--config', inRepository('app-config.yaml')],
          ...['--config', config],
        ],
        { cwd: app },
      ),
  );
  if (code !== 0) {
    console.error(output);
    throw new Problem('The app could not be built; the lines above say why.');
  }
  await cp(inRepository('packages', 'app', 'dist'), inCache(BARE_APP, 'dist'), {
    recursive: true,
  });
  await writeFile(
    inCache(BARE_APP, 'package.json'),
    JSON.stringify({ name: BARE_APP, version }),
  );
}

async function builtFrom() {
  try {
    return await readFile(stamp, 'utf8');
  } catch {
    return undefined;
  }
}
