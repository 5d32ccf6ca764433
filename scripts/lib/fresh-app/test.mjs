import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem, say } from '../say.mjs';
import { freshApp, setYarn, step } from './app.mjs';
import { follow } from './follow.mjs';
import { startGithub } from './github.mjs';
import { openBrowser } from './look.mjs';
import { archivesIn, packSuite } from './pack.mjs';
import { configure, startPortal } from './portal.mjs';
import { startRegistry } from './registry.mjs';
import { chosenVariants } from './variants.mjs';
import { sendPullRequest } from './webhook.mjs';

/** What reading the guides may take, from the first command to the chain. */
const QUARTER_OF_AN_HOUR = 15 * 60;

/** Kept, so that the next run is quicker; safe to delete. */
const folder = join(tmpdir(), 'throughline-install-test');

/** Installs the plugins in each of the chosen ways, one after the other. */
export async function testInstall(args) {
  const chosen = chosenVariants(args.filter(arg => arg !== '--no-pack'));
  await mkdir(folder, { recursive: true });
  if (!args.includes('--no-pack')) await packSuite(folder);
  const registry = await startRegistry(archivesIn(folder));
  const results = [];
  for (const variant of chosen) {
    console.log(`\n── ${variant.name}`);
    const result = await attempt(variant, registry);
    say(JSON.stringify(result));
    results.push(result);
  }

  console.log('\nseconds; total: from the first command to the pages\n');
  console.table(
    Object.fromEntries(results.map(({ name, ...rest }) => [name, rest])),
  );
  if (results.some(({ result }) => result !== 'passed')) process.exitCode = 1;
}

async function attempt(variant, registry) {
  const seconds = {};
  try {
    await test(variant, registry, seconds);
    // What comes after the pages were seen is not the reader's time.
    const total = seconds.follow + seconds.start + seconds.look;
    const result = total <= QUARTER_OF_AN_HOUR ? 'passed' : 'too slow';
    return { name: variant.name, ...seconds, total, result };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`✖ ${error.message}`);
    return { name: variant.name, ...seconds, result: 'failed' };
  }
}

async function test(variant, registry, seconds) {
  const timed = async (name, work) => {
    const began = Date.now();
    const result = await work();
    seconds[name] = Math.round((Date.now() - began) / 1000);
    return result;
  };
  const { name, pages, tabs, system, release } = variant;
  const app = await freshApp(folder, { name, system, release });
  await setYarn(app, {
    npmScopes: { throughline: { npmRegistryServer: registry } },
    unsafeHttpWhitelist: ['127.0.0.1'],
  });

  const blocks = await timed('follow', () => follow(app, pages, { system }));
  say(`Did what ${blocks} blocks say`);
  const secret = randomBytes(16).toString('hex');
  const github = await startGithub();
  const urls = await configure(app, github);
  const logs = join(folder, 'logs', name);
  await mkdir(logs, { recursive: true });
  const portal = await timed('start', () =>
    startPortal(app, urls, {
      env: { GITHUB_WEBHOOK_SECRET: secret, GITHUB_TOKEN: github.token },
      log: join(logs, 'portal.log'),
    }),
  );
  try {
    await timed('look', () => lookAt(urls, { tabs, github, secret, logs }));
  } finally {
    await portal.stop();
  }
  await timed('types', () => step('yarn tsc', app, ['yarn', 'tsc']));
  await timed('config', () =>
    step('Checking the configuration', app, [
      ...['yarn', 'backstage-cli', 'config:check', '--strict'],
    ]),
  );
  await rm(app, { recursive: true, force: true });
}

async function lookAt(urls, { tabs, github, secret, logs }) {
  const browser = await openBrowser(urls.app, { pictures: logs });
  try {
    await browser.signIn();
    if (tabs.includes('Delivery')) {
      await browser.delivery('a change that was imported', github.titles);
      const { repository } = github;
      const sent = { secret, repository };
      const title = await sendPullRequest(urls.backend, sent);
      await browser.delivery('a change that was sent', [title]);
      await browser.connections();
    }
    if (tabs.includes('Context')) {
      // The section that the other plugin draws, or the catalog's.
      await browser.context(tabs.includes('Delivery') ? 'Delivery' : 'About');
    }
    for (const tab of ['Delivery', 'Context']) {
      if (!tabs.includes(tab)) await browser.lacks(tab);
    }
  } finally {
    await browser.close();
  }
}
