import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { whenOver } from './processes';

/** Login of the person who signs in; the catalog has a User of that name. */
export const READER = 'bench-reader';

/**
 * As much of a GitHub as signing in needs: it sends people back at once, and
 * says that they are {@link READER}. The portal's own sign-in does the rest, as
 * it does in production.
 */
export async function startStandInForge(): Promise<string> {
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://forge');
    const json = (value: unknown) =>
      res
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(value));
    switch (url.pathname) {
      case '/login/oauth/authorize': {
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.searchParams.set('code', 'bench');
        back.searchParams.set('state', url.searchParams.get('state') ?? '');
        res.writeHead(302, { location: back.href }).end();
        break;
      }
      case '/login/oauth/access_token':
        req.resume();
        json({
          access_token: 'bench',
          token_type: 'bearer',
          scope: 'read:user',
        });
        break;
      case '/api/v3/user':
        json({ id: 1, login: READER, name: 'Bench reader' });
        break;
      default:
        res.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  whenOver(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
