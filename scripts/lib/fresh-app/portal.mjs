import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statusOf, until } from '../http.mjs';
import { freePort } from '../ports.mjs';
import { ended, start, stop } from '../processes.mjs';
import { Problem, sayWhile } from '../say.mjs';

/** The repository that the guides annotate an entity with. */
const EXAMPLE = 'acme/payments';

/**
 * What is different on each machine: free ports, the address and a repository
 * of what plays GitHub. The component that comes with the app is looked at.
 */
export async function configure(app, github) {
  const [frontend, backend] = [await freePort(), await freePort()].map(
    port => ({ port, url: `http://localhost:${port}` }),
  );
  const config = {
    app: { baseUrl: frontend.url },
    backend: {
      baseUrl: backend.url,
      listen: { port: backend.port },
      cors: { origin: frontend.url },
    },
    catalog: {
      locations: ['catalog-info.yaml', 'examples/org.yaml'].map(file => ({
        type: 'file',
        target: `../../${file}`,
        rules: [{ allow: ['Component', 'User', 'Group'] }],
      })),
    },
    integrations: {
      github: [
        { host: 'github.com', apiBaseUrl: github.url, token: github.token },
      ],
    },
  };
  await writeFile(
    join(app, 'app-config.local.yaml'),
    JSON.stringify(config, null, 2),
  );
  const entity = join(app, 'catalog-info.yaml');
  const text = await readFile(entity, 'utf8');
  await writeFile(entity, text.replace(EXAMPLE, github.repository));
  return { app: frontend.url, backend: backend.url };
}

/** Starts an app as `yarn start` does and waits for both of its halves. */
export async function startPortal(app, urls, { env, log }) {
  const output = createWriteStream(log);
  const running = start('yarn', ['start'], {
    cwd: app,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  running.stdout.pipe(output);
  running.stderr.pipe(output);
  let over = false;
  ended(running).then(() => (over = true));
  const ready = await sayWhile('yarn start', () =>
    until(
      async () =>
        (await statusOf(`${urls.backend}/.backstage/health/v1/readiness`)) ===
          200 && (await statusOf(urls.app)) === 200,
      { giveUp: () => over },
    ),
  );
  if (!ready) throw new Problem(`The app did not start; ${log} says why.`);
  return { stop: () => stop(running) };
}
