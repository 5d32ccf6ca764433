/**
 * `npm run start:built`: the built app served by the built backend, on
 * PostgreSQL and with GitHub sign-in, as a deployment runs it. `--build` builds
 * again what was built before.
 */
import { missingSettings } from './lib/deployment.mjs';
import { buildBundle, bundle, isBuilt } from './lib/bundle.mjs';
import { statusOf, until } from './lib/http.mjs';
import { inRepository } from './lib/paths.mjs';
import { assertPortsFree } from './lib/ports.mjs';
import { command } from './lib/prepare.mjs';
import { ended, start } from './lib/processes.mjs';
import { Problem, say } from './lib/say.mjs';

const port = process.env.PORT || '7007';

await command(import.meta.url, {
  before: async () => {
    const missing = missingSettings(process.env);
    if (missing.length > 0) {
      throw new Problem(
        ['These environment variables are missing:', ...missing].join('\n'),
      );
    }
    await assertPortsFree({ [port]: 'the portal; PORT chooses another' });
  },
  run: async args => {
    if (args.includes('--build') || !isBuilt()) await buildBundle();
    else say('Starting what was built before; --build builds it again');

    const portal = start(
      process.execPath,
      [
        'packages/backend',
        '--config',
        inRepository('app-config.yaml'),
        '--config',
        inRepository('app-config.production.yaml'),
      ],
      {
        cwd: bundle,
        env: { ...process.env, NODE_ENV: 'production', PORT: port },
      },
    );
    const over = ended(portal);
    announce(over);
    process.exitCode = await over;
  },
});

async function announce(over) {
  let stopped = false;
  over.then(() => (stopped = true));
  const ready = await until(
    async () =>
      (await statusOf(
        `http://localhost:${port}/.backstage/health/v1/readiness`,
      )) === 200,
    { giveUp: () => stopped },
  );
  if (ready) {
    say(`Throughline serves ${process.env.APP_BASE_URL} on port ${port}`);
  }
}
