import { openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { jsonOf, statusOf, until } from './http.mjs';
import { inCache, inRepository } from './paths.mjs';
import { backstageCli } from './portal.mjs';
import { freePort } from './ports.mjs';
import { capture, ended, stop } from './processes.mjs';
import { Problem, say, sayWhile } from './say.mjs';
import { startSource } from './source.mjs';

/** Builds the app, so that a backend can serve it. */
export async function buildApp() {
  const { code, output } = await sayWhile('Building the app', () =>
    capture(
      process.execPath,
      [
        backstageCli,
        'package',
        'build',
        '--config',
        inRepository('app-config.yaml'),
      ],
      { cwd: inRepository('packages', 'app') },
    ),
  );
  if (code !== 0) {
    console.error(output);
    throw new Problem('The app could not be built; the lines above say why.');
  }
}

/**
 * Starts the backend on a free port and on PostgreSQL, with the built app and
 * the demo organisation, and waits until that is loaded.
 *
 * @param plugins - plugins in processes of their own that take part in the
 *   context view: id and base URL
 * @param github - what plays GitHub: config, and a location of the catalog
 * @returns its address, and `restart`, which brings a new process up there
 */
export async function startServedPortal(postgres, { plugins, github }) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const config = await writeConfig({
    port,
    url,
    postgres,
    plugins,
    github,
  });
  let backend = await startBackend(url, config);
  return {
    url,
    restart: async () => {
      await stop(backend);
      backend = await startBackend(url, config);
    },
  };
}

async function startBackend(url, config) {
  const log = inCache('tests', 'backend.log');
  const output = openSync(log, 'a');
  const backend = startSource('packages/backend', 'src/index.ts', {
    configs: [
      inRepository('app-config.yaml'),
      inRepository('app-config.demo.yaml'),
      config,
    ],
    output,
  });
  let over = false;
  ended(backend).then(() => (over = true));

  await sayWhile('Starting the backend with the demo organisation', () =>
    until(() => isLoaded(url), { giveUp: () => over }),
  );
  if (over) {
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    console.error(lines.slice(-30).join('\n'));
    throw new Problem('The backend did not start; the lines above say why.');
  }
  say(`The portal is up at ${url}; its log is .cache/tests/backend.log`);
  return backend;
}

async function isLoaded(url) {
  if ((await statusOf(`${url}/.backstage/health/v1/readiness`)) !== 200) {
    return false;
  }
  const demo = await jsonOf(`${url}/api/demo/status`);
  if (demo?.state === 'failed') {
    throw new Problem(
      'The demo organisation could not be loaded; .cache/tests/backend.log says why.',
    );
  }
  return demo?.state === 'done';
}

async function writeConfig({ port, url, postgres, plugins, github }) {
  const { host, user, password } = postgres;
  const connection = { host, port: postgres.port, user, password };
  const path = inCache('tests', 'app-config.yaml');
  await mkdir(inCache('tests'), { recursive: true });
  await rm(inCache('tests', 'backend.log'), { force: true });
  // Not at the top: this is read before packages are installed.
  const { parse } = await import('yaml');
  const demo = parse(
    await readFile(inRepository('app-config.demo.yaml'), 'utf8'),
  );
  // JSON is YAML as well.
  const config = {
    ...github.config,
    // Lists replace each other.
    catalog: { locations: [...demo.catalog.locations, github.location] },
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { port },
      cors: { origin: url },
      database: { client: 'pg', connection },
    },
    context: { plugins: ['trace', ...plugins.map(({ id }) => id)] },
    discovery: {
      endpoints: plugins.map(({ id, baseUrl }) => ({
        target: `${baseUrl}/api/{{pluginId}}`,
        plugins: [id],
      })),
    },
  };
  await writeFile(path, JSON.stringify(config));
  return path;
}
