import { Router } from 'express';
import { canSee, isGiven } from '../../access/Access';
import { refuse, send } from '../../server/answer';
import { exchangeOf } from '../../server/Exchange';
import { Player, rateLimitsOf } from '../../server/Player';
import { RateLimit } from '../../server/RateLimit';
import { accountShape } from '../../shapes/account';
import { repositoryShape } from '../../shapes/repository';
import { pageOf } from '../paging';
import { charge } from '../RestCall';

function repositoriesOf(player: Player, login?: string) {
  const { organisation } = player;
  return organisation.repositories.filter(
    it => !login || it.owner.login.toLowerCase() === login.toLowerCase(),
  );
}

function limitShape(limit: RateLimit) {
  const { used, remaining, reset } = limit;
  return { limit: limit.limit, used, remaining, reset };
}

function repositoryLists(router: Router, player: Player) {
  const { links } = player;
  router.get('/orgs/:org/repos', (request, response) => {
    const exchange = exchangeOf(response);
    if (!charge(exchange)) return;
    const repositories = repositoriesOf(player, request.params.org).filter(it =>
      canSee(exchange.caller, it),
    );
    const page = pageOf(exchange, links.api, repositories);
    send(
      exchange,
      200,
      page.map(it => repositoryShape(it, links)),
    );
  });
  router.get('/user/repos', (_, response) => {
    const exchange = exchangeOf(response);
    const { caller } = exchange;
    if (!charge(exchange)) return;
    if (caller.kind !== 'token' || !caller.token.user) {
      refuse(response, 403, 'Resource not accessible by integration');
      return;
    }
    const { token } = caller;
    const repositories = repositoriesOf(player).filter(
      it => canSee(caller, it) && isGiven(token, it),
    );
    const page = pageOf(exchange, links.api, repositories);
    send(
      exchange,
      200,
      page.map(it => repositoryShape(it, links)),
    );
  });
  router.get('/installation/repositories', (_, response) => {
    const exchange = exchangeOf(response);
    const { caller } = exchange;
    if (!charge(exchange)) return;
    if (caller.kind !== 'token' || caller.token.kind !== 'installation') {
      refuse(
        response,
        403,
        'You must authenticate with an installation access token in order ' +
          'to list repositories for an installation.',
      );
      return;
    }
    const { token } = caller;
    const repositories = repositoriesOf(player).filter(it =>
      isGiven(token, it),
    );
    send(exchange, 200, {
      total_count: repositories.length,
      repository_selection: token.repositories === 'all' ? 'all' : 'selected',
      repositories: pageOf(exchange, links.api, repositories).map(it =>
        repositoryShape(it, links),
      ),
    });
  });
}

/** Who asks, what is left to them, and the repositories they may see. */
export function accountRoutes(router: Router, player: Player) {
  router.get('/user', (_, response) => {
    const exchange = exchangeOf(response);
    const { caller } = exchange;
    if (!charge(exchange)) return;
    if (caller.kind === 'anonymous') {
      refuse(response, 401, 'Requires authentication');
      return;
    }
    const user = caller.kind === 'token' ? caller.token.user : undefined;
    if (!user) {
      refuse(response, 403, 'Resource not accessible by integration');
      return;
    }
    const { createdAt } = player.organisation.repositories[0];
    send(exchange, 200, {
      ...accountShape(user, player.links),
      name: user.name ?? null,
      company: null,
      blog: '',
      location: null,
      email: null,
      hireable: null,
      bio: null,
      public_repos: 0,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: createdAt,
      updated_at: createdAt,
    });
  });
  // Asking for it costs nothing.
  router.get('/rate_limit', (_, response) => {
    const exchange = exchangeOf(response);
    const { caller } = exchange;
    const key = caller.kind === 'token' ? caller.token.value : caller.kind;
    const { core, graphql } = rateLimitsOf(player, key);
    send(exchange, 200, {
      resources: {
        core: limitShape(core),
        graphql: limitShape(graphql),
        search: limitShape(core),
      },
      rate: limitShape(core),
    });
  });
  repositoryLists(router, player);
}
