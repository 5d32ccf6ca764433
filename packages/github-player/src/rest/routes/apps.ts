import { RequestHandler, Router } from 'express';
import { addInstallationToken } from '../../access/tokens';
import { AppAccess, Installation, Permissions } from '../../access/types';
import { isGiven } from '../../access/Access';
import { refuse, send } from '../../server/answer';
import { Exchange, exchangeOf } from '../../server/Exchange';
import { Player } from '../../server/Player';
import { appShape, installationShape } from '../../shapes/app';
import { repositoryShape } from '../../shapes/repository';
import { pageOf } from '../paging';

/** For an app itself, with its JSON web token. */
function asApp(
  answer: (app: AppAccess, exchange: Exchange) => void,
): RequestHandler {
  return (_, response) => {
    const exchange = exchangeOf(response);
    const { caller } = exchange;
    if (caller.kind === 'app') answer(caller.app, exchange);
    else refuse(response, 401, 'A JSON web token could not be decoded');
  };
}

function sendInstallation(
  { links }: Player,
  exchange: Exchange,
  app: AppAccess,
  installation: Installation | undefined,
): void {
  if (!installation) refuse(exchange.response, 404, 'Not Found');
  else send(exchange, 200, installationShape(app, installation, links));
}

interface TokenRequest {
  repositories?: string[];
  repository_ids?: number[];
  permissions?: Permissions;
}

function createToken(
  { organisation, links }: Player,
  exchange: Exchange,
  installation: Installation,
): void {
  const wanted: TokenRequest = exchange.request.body ?? {};
  const named = organisation.repositories.filter(
    it =>
      wanted.repositories?.includes(it.name) ||
      wanted.repository_ids?.includes(it.id),
  );
  const isNarrowed = wanted.repositories ?? wanted.repository_ids;
  const refused = Object.keys(wanted.permissions ?? {}).find(
    it => !(it in installation.permissions),
  );
  if (refused) {
    refuse(
      exchange.response,
      422,
      'The permissions requested are not granted to this installation.',
    );
    return;
  }
  const token = addInstallationToken(organisation, installation, {
    permissions: wanted.permissions,
    repositories: isNarrowed && named.map(it => it.id),
  });
  send(exchange, 201, {
    token: token.value,
    expires_at: token.expiresAt,
    permissions: token.permissions,
    repository_selection: token.repositories === 'all' ? 'all' : 'selected',
    ...(token.repositories !== 'all' && {
      repositories: organisation.repositories
        .filter(it => isGiven(token, it))
        .map(it => repositoryShape(it, links)),
    }),
  });
}

/** What an app asks about itself and its installations. */
export function appRoutes(router: Router, player: Player) {
  const { links, organisation } = player;
  const installationOf = (app: AppAccess, { request }: Exchange) =>
    app.installations.find(it => `${it.id}` === request.params.id);
  router.get(
    '/app',
    asApp((app, exchange) => send(exchange, 200, appShape(app, links))),
  );
  router.get(
    '/app/installations',
    asApp((app, exchange) =>
      send(
        exchange,
        200,
        pageOf(exchange, links.api, app.installations).map(it =>
          installationShape(app, it, links),
        ),
      ),
    ),
  );
  router.get(
    '/app/installations/:id',
    asApp((app, exchange) =>
      sendInstallation(player, exchange, app, installationOf(app, exchange)),
    ),
  );
  router.post(
    '/app/installations/:id/access_tokens',
    asApp((app, exchange) => {
      const installation = installationOf(app, exchange);
      if (!installation) {
        refuse(exchange.response, 404, 'Not Found');
      } else if (installation.suspendedAt) {
        refuse(exchange.response, 403, 'This installation has been suspended');
      } else {
        createToken(player, exchange, installation);
      }
    }),
  );
  for (const path of [
    '/orgs/:login/installation',
    '/users/:login/installation',
  ])
    router.get(
      path,
      asApp((app, exchange) => {
        const login = exchange.request.params.login.toLowerCase();
        const installation = app.installations.find(
          it => it.account.login.toLowerCase() === login,
        );
        sendInstallation(player, exchange, app, installation);
      }),
    );
  router.get(
    '/repos/:owner/:repo/installation',
    asApp((app, exchange) => {
      const { owner, repo } = exchange.request.params;
      const repository = organisation.find(owner, repo);
      const installation = app.installations.find(
        it =>
          repository &&
          it.account.id === repository.owner.id &&
          (it.repositories === 'all' ||
            it.repositories.includes(repository.id)),
      );
      sendInstallation(player, exchange, app, installation);
    }),
  );
}
