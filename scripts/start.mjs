/**
 * `npm start` and `yarn start`: the portal in development.
 *
 *   npm start                  app and backend, with the demo organisation
 *   npm start -- --no-demo     without it
 *   yarn start backend         one package, as `backstage-cli repo start` does
 */
import { statusOf, until } from './lib/http.mjs';
import { followDemo } from './lib/demo.mjs';
import { APP, BACKEND, backstageCli, configArgs } from './lib/portal.mjs';
import { assertPortsFree } from './lib/ports.mjs';
import { command } from './lib/prepare.mjs';
import { ended, start } from './lib/processes.mjs';
import { root } from './lib/paths.mjs';
import { say, sayWhile } from './lib/say.mjs';

const isPackage = arg => !arg.startsWith('-');

await command(import.meta.url, {
  before: args => assertPortsFree(portsFor(args)),
  run: async args => {
    const demo = !args.includes('--no-demo');
    const rest = args.filter(arg => arg !== '--no-demo');
    const config = rest.includes('--config') ? [] : configArgs({ demo });
    const portal = start(
      process.execPath,
      [backstageCli, 'repo', 'start', ...rest, ...config],
      { cwd: root },
    );
    const over = ended(portal);
    if (!rest.some(isPackage)) announce(over, demo);

    const code = await over;
    if (code !== 0)
      say(`The portal ended with ${code}; the lines above say why.`);
    process.exitCode = code;
  },
});

async function announce(over, demo) {
  let stopped = false;
  over.then(() => (stopped = true));
  const giveUp = () => stopped;

  await sayWhile('Starting the portal', async () => {
    await until(
      async () =>
        (await statusOf(`${BACKEND.url}/.backstage/health/v1/readiness`)) ===
        200,
      { everyMs: 1000, giveUp },
    );
    await until(async () => (await statusOf(APP.url)) === 200, {
      everyMs: 1000,
      giveUp,
    });
  });
  if (stopped) return;

  say(`Throughline is at ${APP.url}`);
  if (!demo) {
    say('Choose "Enter" to come in as a guest. Ctrl-C stops the portal.');
    return;
  }
  say('Choose one of the demo people to sign in as. Ctrl-C stops the portal.');
  await followDemo({ giveUp });
}

function portsFor(args) {
  const packages = args.filter(isPackage);
  const all = packages.length === 0;
  return {
    ...((all || packages.includes('app')) && { [APP.port]: 'the app' }),
    ...((all || packages.includes('backend')) && {
      [BACKEND.port]: 'the backend',
    }),
  };
}
