import { RequestHandler } from 'express';
import { canSee, mayRead } from '../access/Access';
import { Permission } from '../access/types';
import { Repository } from '../model/types';
import { refuse, send } from '../server/answer';
import { Exchange, exchangeOf } from '../server/Exchange';
import { Links } from '../server/Links';
import { Player } from '../server/Player';
import { pageOf } from './paging';

/** A request about a repository that the caller may see. */
export interface RepositoryCall {
  repository: Repository;
  params: Record<string, string>;
  query: URLSearchParams;
  links: Links;
  exchange: Exchange;
  /** One page of it, with the `Link` header. */
  page<T>(items: T[]): T[];
}

/** What is not there: 404. */
export class Missing extends Error {}

/** Takes one from the rate limit; false, and refused, when nothing is left. */
export function charge(exchange: Exchange): boolean {
  if (exchange.rateLimit?.take(1) ?? true) return true;
  refuse(exchange.response, 403, 'API rate limit exceeded.');
  return false;
}

function moved(
  { organisation, links }: Player,
  exchange: Exchange,
  owner: string,
  name: string,
): boolean {
  const target = organisation.movedFrom(owner, name);
  if (!target || !canSee(exchange.caller, target)) return false;
  const rest = exchange.path.split('/').slice(4).join('/');
  const query = exchange.query.size ? `?${exchange.query}` : '';
  const url = `${links.api}/repositories/${target.id}${
    rest ? `/${rest}` : ''
  }${query}`;
  exchange.response.set('location', url);
  send(exchange, 301, {
    message: 'Moved Permanently',
    url,
    documentation_url: 'https://docs.github.com/rest',
  });
  return true;
}

/**
 * Answers about a repository: 404 when the caller does not see it, 301 from
 * its former names, 403 without the permission.
 */
export function aboutRepository(
  player: Player,
  permission: Permission,
  answer: (call: RepositoryCall) => unknown,
): RequestHandler {
  return (request, response) => {
    const exchange = exchangeOf(response);
    if (!charge(exchange)) return;
    const { organisation, links } = player;
    const { owner, repo, repositoryId } = request.params;
    const repository = repositoryId
      ? organisation.repositories.find(it => `${it.id}` === repositoryId)
      : organisation.find(owner, repo);
    if (!repository && owner && moved(player, exchange, owner, repo)) return;
    if (!repository || !canSee(exchange.caller, repository)) {
      refuse(response, 404, 'Not Found');
      return;
    }
    response.set('x-accepted-github-permissions', `${permission}=read`);
    if (!mayRead(exchange.caller, repository, permission)) {
      refuse(response, 403, 'Resource not accessible by integration');
      return;
    }
    try {
      const json = answer({
        repository,
        params: request.params,
        query: exchange.query,
        links,
        exchange,
        page: items => pageOf(exchange, links.api, items),
      });
      send(exchange, 200, json);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      refuse(response, 404, 'Not Found');
    }
  };
}

/** The thing, which has to be there. */
export function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Missing();
  return thing;
}
