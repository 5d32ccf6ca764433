/** `node scripts/run.mjs tsc`: a script or binary of the repository through its Yarn, on a supported Node. */
import { yarn } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { command } from './lib/prepare.mjs';
import { ended, start } from './lib/processes.mjs';

await command(import.meta.url, {
  run: async args => {
    process.exitCode = await ended(
      start(process.execPath, [yarn, 'run', ...args], { cwd: root }),
    );
  },
});
