import { openSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { statusOf, until } from './http.mjs';
import { inCache, inRepository } from './paths.mjs';
import { freePort } from './ports.mjs';
import { ended, stop } from './processes.mjs';
import { Problem, sayWhile } from './say.mjs';
import { startSource } from './source.mjs';

const FOLDER = 'examples/rota-backend';

/**
 * The example of a plugin that takes part in the context view, to run in a
 * process of its own: its id, its address, and how to start and stop it.
 */
export async function examplePlugin() {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  let running;
  return {
    id: 'rota',
    baseUrl,
    /** @param portal - address of the portal that will ask it */
    start: async portal => {
      running = startSource(FOLDER, 'dev/index.ts', {
        configs: [
          inRepository(FOLDER, 'app-config.yaml'),
          await writeConfig({ port, baseUrl, portal }),
        ],
        output: openSync(inCache('tests', 'example.log'), 'w'),
      });
      let over = false;
      ended(running).then(() => (over = true));
      await sayWhile('Starting the example plugin', () =>
        until(
          async () =>
            (await statusOf(`${baseUrl}/.backstage/health/v1/readiness`)) ===
            200,
          { giveUp: () => over },
        ),
      );
      if (over) {
        throw new Problem(
          'The example plugin did not start; .cache/tests/example.log says why.',
        );
      }
    },
    stop: async () => {
      if (running) await stop(running);
    },
  };
}

async function writeConfig({ port, baseUrl, portal }) {
  const path = inCache('tests', 'example-config.yaml');
  await mkdir(inCache('tests'), { recursive: true });
  const config = {
    backend: { baseUrl, listen: { port } },
    discovery: {
      endpoints: [
        { target: `${portal}/api/{{pluginId}}`, plugins: ['context'] },
      ],
    },
  };
  await writeFile(path, JSON.stringify(config));
  return path;
}
