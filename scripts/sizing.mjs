/**
 * `npm run sizing [-- --developers 600] [--measure] [--json] [--write]`: what a
 * portal of that many developers costs. Only with `--measure` is a portal
 * built and measured. See docs/sizing.md.
 */
import { buildPortalToMeasure } from './lib/measured-portal.mjs';
import { inRepository, root } from './lib/paths.mjs';
import { command } from './lib/prepare.mjs';
import { ended, start, stopAll } from './lib/processes.mjs';

await command(import.meta.url, {
  run: async args => {
    try {
      const measured = args.includes('--measure') && {
        BENCH_BUNDLE: await buildPortalToMeasure(),
      };
      process.exitCode = await ended(
        start(
          process.execPath,
          [
            '--require',
            '@backstage/cli-node/config/nodeTransform.cjs',
            inRepository('packages', 'bench', 'src', 'sizing', 'main.ts'),
            ...args,
          ],
          { cwd: root, env: { ...process.env, ...measured } },
        ),
      );
    } finally {
      await stopAll();
    }
  },
});
