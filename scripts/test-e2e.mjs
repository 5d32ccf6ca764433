/**
 * `npm run test:e2e`: only the browser tests. Arguments are Playwright's;
 * `--no-build` takes the app as it was last built.
 */
import { findChromium } from './lib/chromium.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { command } from './lib/prepare.mjs';
import { stopAll } from './lib/processes.mjs';
import { buildApp, startServedPortal } from './lib/served-portal.mjs';
import { testInBrowser } from './lib/suites.mjs';

await command(import.meta.url, {
  run: async args => {
    try {
      const chromium = await findChromium();
      if (!args.includes('--no-build')) await buildApp();
      const url = await startServedPortal(await startPostgres());
      const { passed, failed, skipped } = await testInBrowser({
        url,
        chromium,
        args: args.filter(arg => arg !== '--no-build'),
      });
      console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
      process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
    } finally {
      await stopAll();
    }
  },
});
