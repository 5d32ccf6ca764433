import { fileURLToPath } from 'node:url';
import { ensureInstalled, putFirstOnPath } from './install.mjs';
import { assertPlatform, rerunWithSupportedNode } from './node.mjs';
import { main } from './say.mjs';

/**
 * Runs a command of this repository: on a supported Node, with dependencies
 * installed. What needs neither can be checked first, in `before`.
 */
export function command(scriptUrl, { before = async () => {}, run }) {
  return main(async () => {
    const args = process.argv.slice(2);
    assertPlatform();
    await before(args);
    const code = await rerunWithSupportedNode(fileURLToPath(scriptUrl), args);
    if (code !== undefined) {
      process.exitCode = code;
      return;
    }
    await putFirstOnPath();
    await ensureInstalled();
    await run(args);
  });
}
