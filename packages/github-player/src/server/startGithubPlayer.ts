import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import express from 'express';
import { addToken } from '../access/tokens';
import { Token } from '../access/types';
import { Faults } from '../faults/Faults';
import { faultsMiddleware } from '../faults/middleware';
import { graphqlHandler } from '../graphql/router';
import { Organisation } from '../model/Organisation';
import { restRouter } from '../rest/router';
import { Delivery } from '../webhooks/Delivery';
import { webhooksOf } from '../webhooks/webhooksOf';
import { refuse } from './answer';
import { authentication, beginExchange } from './begin';
import { Clock } from './Clock';
import { exchangeOf } from './Exchange';
import { Links } from './Links';
import { LoggedRequest, Player, rateLimitsOf } from './Player';

const LOOPBACK = '127.0.0.1';

/** What a player is started with. */
export interface GithubPlayerOptions {
  organisation: Organisation;
  /** Any free one by default. */
  port?: number;
  /**
   * The host in the addresses of pages, without a server behind it:
   * `github.player.test`. Without one, pages are at the player's own address.
   */
  host?: string;
}

/** A running player. */
export interface GithubPlayer {
  /** `http://127.0.0.1:1234`: the base of the REST API. */
  url: string;
  port: number;
  /** The host that repositories' names begin with. */
  host: string;
  /** May read everything. */
  token: Token;
  organisation: Organisation;
  links: Links;
  clock: Clock;
  faults: Faults;
  /** Every request so far; of status 0 are those that got no whole answer. */
  requests: LoggedRequest[];
  /** The webhooks of everything that is in the model now. */
  webhooks(): Delivery[];
  /** What a token has left. */
  rateLimits(token: Token): ReturnType<typeof rateLimitsOf>;
  close(): Promise<void>;
}

function application(player: Player): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '5mb' }));
  app.use(express.urlencoded({ extended: false, limit: '5mb' }));
  app.use(beginExchange(player));
  app.use(authentication(player));
  app.use(faultsMiddleware(player.faults));
  app.post('/graphql', graphqlHandler(player));
  app.use(restRouter(player));
  const onError: express.ErrorRequestHandler = (error, _, response, next) => {
    if (response.headersSent || !exchangeOf(response)) next(error);
    else refuse(response, 500, `The player failed: ${error.stack}`);
  };
  app.use(onError);
  return app;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

/** Starts a server on the loopback address that answers as GitHub does. */
export async function startGithubPlayer(
  options: GithubPlayerOptions,
): Promise<GithubPlayer> {
  const { organisation, host } = options;
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const url = `http://${LOOPBACK}:${port}`;
  const player: Player = {
    organisation,
    links: new Links(host ? `https://${host}` : url, url),
    clock: new Clock(),
    faults: new Faults(),
    requests: [],
    rateLimits: new Map(),
  };
  server.on('request', application(player));
  return {
    url,
    port,
    host: host ?? LOOPBACK,
    token: addToken(organisation),
    organisation,
    links: player.links,
    clock: player.clock,
    faults: player.faults,
    requests: player.requests,
    webhooks: () => webhooksOf(organisation, player.links),
    rateLimits: token => rateLimitsOf(player, token.value),
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
