/**
 * `npm run bench [name …]`: builds the portal unless what was built is up to
 * date, then measures it and holds the figures against their targets. See
 * packages/bench.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { buildBundle, bundle, isBuilt } from './lib/bundle.mjs';
import { findChromium } from './lib/chromium.mjs';
import { inCache, inRepository, root } from './lib/paths.mjs';
import { command } from './lib/prepare.mjs';
import { ended, start, stopAll } from './lib/processes.mjs';
import { say } from './lib/say.mjs';
import { sourcesDigest } from './lib/sources.mjs';

const stamp = inCache('portal', 'built-from');

await command(import.meta.url, {
  run: async args => {
    try {
      await build();
      const chromium = await findChromium();
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
            env: { ...process.env, ...chromium, BENCH_BUNDLE: bundle },
          },
        ),
      );
    } finally {
      await stopAll();
    }
  },
});

// What is measured must be what is in the working tree.
async function build() {
  const digest = await sourcesDigest();
  if (isBuilt() && (await builtFrom()) === digest) {
    say('Measuring what was built before; the sources have not changed');
    return;
  }
  await buildBundle();
  await writeFile(stamp, digest);
}

async function builtFrom() {
  try {
    return await readFile(stamp, 'utf8');
  } catch {
    return undefined;
  }
}
