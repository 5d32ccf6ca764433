import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inCache, inRepository } from './paths.mjs';
import { start } from './processes.mjs';
import { Problem } from './say.mjs';

const FOLDER = inRepository('packages', 'app', 'e2e-tests', 'github');

/**
 * Starts the server that plays GitHub for the browser tests: what a portal has
 * to have in its config to import from it, and what the tests know it by.
 */
export async function startGithubPlayer() {
  await mkdir(inCache('tests'), { recursive: true });
  const player = start(
    process.execPath,
    ['--require', '@backstage/cli-node/config/nodeTransform.cjs', 'player.ts'],
    {
      cwd: FOLDER,
      stdio: ['ignore', 'pipe', openSync(inCache('tests', 'github.log'), 'w')],
    },
  );
  const [line] = await Promise.race([
    once(createInterface({ input: player.stdout }), 'line'),
    once(player, 'exit'),
  ]);
  if (player.exitCode !== null) {
    throw new Problem(
      'What plays GitHub did not start; .cache/tests/github.log says why.',
    );
  }
  return {
    config: {
      integrations: { github: [JSON.parse(line)] },
      trace: { github: { import: { repositories: ['127.0.0.1/made-up/*'] } } },
    },
    location: {
      type: 'file',
      target: join(FOLDER, 'catalog-info.yaml'),
      rules: [{ allow: ['Component'] }],
    },
    env: { GITHUB_PLAYER_PID: String(player.pid) },
  };
}
