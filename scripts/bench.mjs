/**
 * `npm run bench [name …]`: builds the portal unless what was built is up to
 * date, then measures it and holds the figures against their targets. See
 * packages/bench.
 */
import { findChromium } from './lib/chromium.mjs';
import { buildPortalToMeasure } from './lib/measured-portal.mjs';
import { inRepository, root } from './lib/paths.mjs';
import { command } from './lib/prepare.mjs';
import { ended, start, stopAll } from './lib/processes.mjs';

await command(import.meta.url, {
  run: async args => {
    try {
      const chromium = await findChromium();
      const portal = await buildPortalToMeasure();
      process.exitCode = await ended(
        start(
          process.execPath,
          [
            '--require',
            '@backstage/cli-node/config/nodeTransform.cjs',
            inRepository('packages', 'bench', 'src', 'main.ts'),
            ...args,
          ],
          {
            cwd: root,
            env: { ...process.env, ...chromium, BENCH_BUNDLE: portal },
          },
        ),
      );
    } finally {
      await stopAll();
    }
  },
});
