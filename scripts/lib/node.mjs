import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { inCache } from './paths.mjs';
import { become, capture } from './processes.mjs';
import { isNetworkTrouble } from './network.mjs';
import { Problem, sayWhile } from './say.mjs';

/**
 * Node releases the portal runs on. 24.19 and later abort in native modules
 * built against the older interface.
 */
export function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === 22 || (major === 24 && minor < 19);
}

/**
 * Ends unless this is a system the portal runs on.
 */
export function assertPlatform(platform = process.platform) {
  if (platform !== 'linux' && platform !== 'darwin') {
    throw new Problem(
      `Throughline runs on Linux and macOS, not on ${platform}. On Windows, use WSL 2.`,
    );
  }
}

/**
 * Runs the calling script again with a supported Node, if it has to, and then
 * returns that run's exit code. Returns undefined when this Node will do.
 */
export async function rerunWithSupportedNode(script, args) {
  if (isSupportedNode(process.versions.node)) return undefined;
  return become(await fetchedNode(), [script, ...args]);
}

async function fetchedNode() {
  const folder = inCache('node');
  const node = inCache('node', 'node_modules', 'node', 'bin', 'node');
  if (await runs(node)) return node;

  await mkdir(folder, { recursive: true });
  const { code, output } = await sayWhile(
    `Node ${process.versions.node} is not supported, fetching Node 22 from npm`,
    () =>
      capture('npm', [
        'install',
        'node@22',
        `--prefix=${folder}`,
        // The package downloads its binary in an install script.
        '--ignore-scripts=false',
        '--fetch-retries=1',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ]),
  );
  if (code === 0 && (await runs(node))) return node;
  if (isNetworkTrouble(output)) {
    throw new Problem(
      'Node 22 could not be fetched: the npm registry does not answer. Check the network, or install Node 22.',
    );
  }
  throw new Problem(
    `Node 22 could not be fetched from npm (npm ended with ${code}). Install Node 22 and try again.`,
  );
}

async function runs(node) {
  if (!existsSync(node)) return false;
  const { code, output } = await capture(node, ['--version']);
  return code === 0 && isSupportedNode(output.trim().replace(/^v/, ''));
}
