/**
 * `npm test`: everything, on SQLite and PostgreSQL and in Chromium, none of
 * which has to be installed. `yarn test <what>` is Backstage's own test command.
 */
import { testServedPortal } from './lib/browser.mjs';
import { backstageCli } from './lib/portal.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { command } from './lib/prepare.mjs';
import { ended, start, stopAll } from './lib/processes.mjs';
import { broken, isGreen, sum, summary } from './lib/results.mjs';
import { root } from './lib/paths.mjs';
import { Problem } from './lib/say.mjs';
import { buildApp } from './lib/served-portal.mjs';
import { testPackages, testScripts } from './lib/suites.mjs';

await command(import.meta.url, {
  run: async args => {
    if (args.length > 0) {
      process.exitCode = await ended(
        start(process.execPath, [backstageCli, 'repo', 'test', ...args], {
          cwd: root,
          stdio: 'inherit',
        }),
      );
      return;
    }

    const results = [];
    try {
      results.push(await testScripts());
      const postgres = await startPostgres();
      results.push(await testPackages(postgres));
      results.push(await testBrowser(postgres));
    } finally {
      await stopAll();
    }
    const total = sum(results);
    console.log(`\n${summary(total)}`);
    process.exitCode = isGreen(total) ? 0 : 1;
  },
});

// What goes wrong here must not take the other results with it.
async function testBrowser(postgres) {
  try {
    await buildApp();
    return await testServedPortal(postgres);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`✖ ${error.message}`);
    return broken;
  }
}
