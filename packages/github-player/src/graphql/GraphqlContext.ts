import { Caller, canSee, mayRead } from '../access/Access';
import { Permission } from '../access/types';
import { Organisation } from '../model/Organisation';
import { Repository } from '../model/types';
import { Links } from '../server/Links';
import { RateLimit } from '../server/RateLimit';
import { forbidden, notFound } from './errors';

/** What a query is answered with. */
export interface GraphqlContext {
  organisation: Organisation;
  caller: Caller;
  links: Links;
  rateLimit: RateLimit;
  /** What the query costs and how many nodes it may answer. */
  cost: { points: number; nodes: number };
}

/** Throws, as GitHub does, when the caller may not read a part. */
export function checkMayRead(
  context: GraphqlContext,
  repository: Repository,
  permission: Permission,
): void {
  if (!mayRead(context.caller, repository, permission)) throw forbidden();
}

/** A repository by its name, the present or a former one, if it is seen. */
export function seenRepository(
  { organisation, caller }: GraphqlContext,
  owner: string,
  name: string,
): Repository {
  const found =
    organisation.find(owner, name) ?? organisation.movedFrom(owner, name);
  if (found && canSee(caller, found)) return found;
  throw notFound(`a Repository with the name '${owner}/${name}'`);
}
