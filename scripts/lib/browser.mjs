import { findChromium } from './chromium.mjs';
import { examplePlugin } from './example-plugin.mjs';
import { startGithubPlayer } from './github-player.mjs';
import { sum } from './results.mjs';
import { startServedPortal } from './served-portal.mjs';
import { testInBrowser } from './suites.mjs';

/**
 * Browser tests against a portal of their own and what plays GitHub for it:
 * first with the example plugin next to it, then after a restart and without it.
 *
 * @param args - Playwright's
 */
export async function testServedPortal(postgres, args = []) {
  const chromium = await findChromium();
  const example = await examplePlugin();
  const github = await startGithubPlayer();
  const portal = await startServedPortal(postgres, {
    plugins: [example],
    github,
  });
  const env = { ...chromium, ...github.env };
  const test = project =>
    testInBrowser({ url: portal.url, env, project, args });

  await example.start(portal.url);
  const first = await test('portal');
  await example.stop();
  await portal.restart();
  return sum([first, await test('after-restart')]);
}
