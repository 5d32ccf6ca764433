import { jsonOf, until } from './http.mjs';
import { APP, BACKEND } from './portal.mjs';
import { say } from './say.mjs';

/** Says how far the demo organisation is loaded, until it is or cannot be. */
export async function followDemo({ giveUp }) {
  let said = 0;
  const status = await until(
    async () => {
      const now = await jsonOf(`${BACKEND.url}/api/demo/status`);
      if (!now) return undefined;
      if (now.state === 'done' || now.state === 'failed') return now;
      if (now.total && now.sent !== said) {
        said = now.sent;
        say(`Demo organisation: ${now.sent} of ${now.total} deliveries sent`);
      }
      return undefined;
    },
    { everyMs: 5000, giveUp },
  );
  if (status?.state === 'done') {
    say(`Demo organisation: complete. Throughline is at ${APP.url}`);
  } else if (status?.state === 'failed') {
    say('Demo organisation: could not be loaded; the lines above say why.');
  }
}
