/**
 * `npm run test:install`: packs the plugins, creates a fresh Backstage app, does
 * in it what the guides say, starts it and looks at the pages in a browser.
 * Arguments choose what: `suite`, `trace-legacy`, `context-new-1.55`, …;
 * `--no-pack` takes the packages as they were last packed. The only
 * difference to what a reader does is that the packages come from a registry of
 * this machine.
 */
import { command } from './lib/prepare.mjs';
import { stopAll } from './lib/processes.mjs';

await command(import.meta.url, {
  run: async args => {
    // Needs what has just been installed.
    const { testInstall } = await import('./lib/fresh-app/test.mjs');
    try {
      await testInstall(args);
    } finally {
      await stopAll();
    }
  },
});
