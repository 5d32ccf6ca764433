import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { AppAccess } from '../access/types';
import { GithubPlayer } from '../server/startGithubPlayer';

/** Asks a player as somebody. */
export class Client {
  constructor(
    readonly player: GithubPlayer,
    readonly credentials: string | undefined = player.token.value,
  ) {}

  /** With the JSON web token of an app. */
  static async ofApp(player: GithubPlayer, app: AppAccess): Promise<Client> {
    const now = Math.floor(player.clock.now() / 1000);
    const jwt = await new SignJWT({})
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuedAt(now - 60)
      .setExpirationTime(now + 600)
      .setIssuer(`${app.id}`)
      .sign(createPrivateKey(app.privateKey));
    return new Client(player, jwt);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { credentials, player } = this;
    return fetch(path.startsWith('http') ? path : `${player.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: {
        ...(credentials && { authorization: `Bearer ${credentials}` }),
        'content-type': 'application/json',
        ...init.headers,
      },
    });
  }

  /** The body of an answer. */
  async json(path: string, init?: RequestInit) {
    const response = await this.fetch(path, init);
    return response.json();
  }

  /** The answer to a query, with its status. */
  async ask(query: string, variables: Record<string, unknown> = {}) {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    return { status: response.status, data, errors, headers: response.headers };
  }
}
