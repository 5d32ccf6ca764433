/**
 * `npm run test:e2e`: only the browser tests. Arguments are Playwright's;
 * `--no-build` takes the app as it was last built.
 */
import { testServedPortal } from './lib/browser.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { command } from './lib/prepare.mjs';
import { stopAll } from './lib/processes.mjs';
import { buildApp } from './lib/served-portal.mjs';

await command(import.meta.url, {
  run: async args => {
    try {
      if (!args.includes('--no-build')) await buildApp();
      const { passed, failed, skipped } = await testServedPortal(
        await startPostgres(),
        args.filter(arg => arg !== '--no-build'),
      );
      console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
      process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
    } finally {
      await stopAll();
    }
  },
});
