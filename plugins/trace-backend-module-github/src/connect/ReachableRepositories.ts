import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  GithubRepositoriesResponse,
  GithubRepository,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { GithubClients, GithubHost } from '../client';
import { installationsOf } from './appStatus';
import { PATIENCE_MS, problemOf } from './asking';
import { Claims } from './claims';
import { catalogProposal } from './proposal';

/** Repositories that GitHub is asked for at once, the most it gives. */
const PAGE_SIZE = 100;
/** Pages that one answer reads before it leaves the rest to the next. */
const MAX_PAGES = 5;
/** An answer that has this many reads no further page. */
const ENOUGH = 25;
/** A token reaches its repositories without an account in between. */
const OF_TOKEN = '';

/** Where to go on: a page of the repositories of an account. */
export const positionSchema = z.object({
  host: z.string(),
  account: z.string(),
  page: z.number().int().positive(),
});
type Position = z.infer<typeof positionSchema>;

const repositorySchema = z.object({
  full_name: z.string(),
  description: z.string().nullish(),
  pushed_at: z.string().nullish(),
  archived: z.boolean().optional(),
});
type Listed = z.infer<typeof repositorySchema>;

const ofTokenSchema = z.array(repositorySchema);
const ofInstallationSchema = z.object({ repositories: ofTokenSchema });

interface Place {
  host: GithubHost;
  account: string;
}

type Problems = GithubRepositoriesResponse['problems'];

/** What the portal's credentials reach, and which entities claim it. */
export class ReachableRepositories {
  constructor(
    private readonly services: { clients: GithubClients; claims: Claims },
  ) {}

  /**
   * Repositories that are not archived, by account. A page may be short, or
   * empty, and not be the last one.
   *
   * @param query - `unclaimed`: only those that no visible entity names
   * @throws InputError for a position that is not there any more
   */
  async page(
    query: { unclaimed: boolean; after?: Position },
    credentials: BackstageCredentials,
  ): Promise<{
    items: GithubRepository[];
    problems: Problems;
    next?: Position;
  }> {
    const { unclaimed, after } = query;
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const problems: Problems = [];
    const items: GithubRepository[] = [];
    const places = await this.#places(problems, signal);
    let at = after ? indexOf(places, after) : 0;
    let page = after?.page ?? 1;
    for (
      let read = 0;
      read < MAX_PAGES && items.length < ENOUGH && at < places.length;
      read += 1
    ) {
      const listed = await this.#list(places[at], page, problems, signal);
      const found = await this.#describe(places[at].host, listed, credentials);
      items.push(
        ...found.filter(
          ({ entityRefs }) => !unclaimed || entityRefs.length === 0,
        ),
      );
      const isLast = listed.length < PAGE_SIZE;
      at += isLast ? 1 : 0;
      page = isLast ? 1 : page + 1;
    }
    return {
      items,
      problems,
      next:
        at < places.length
          ? { host: places[at].host.host, account: places[at].account, page }
          : undefined,
    };
  }

  /** Where repositories are: installations of Apps, and what tokens reach. */
  async #places(problems: Problems, signal: AbortSignal): Promise<Place[]> {
    const places = await Promise.all(
      this.services.clients.hosts.map(async host => {
        if (host.credentials === 'none') return [];
        if (host.credentials === 'token') return [{ host, account: OF_TOKEN }];
        try {
          const installations = await installationsOf(host, signal);
          return installations.map(({ account }) => ({
            host,
            account: account.login,
          }));
        } catch (error) {
          problems.push({ host: host.host, problem: problemOf(error, host) });
          return [];
        }
      }),
    );
    return places.flat();
  }

  async #list(
    { host, account }: Place,
    page: number,
    problems: Problems,
    signal: AbortSignal,
  ): Promise<Listed[]> {
    const { clients } = this.services;
    const parameters = { page, per_page: PAGE_SIZE, request: { retries: 0 } };
    try {
      if (account === OF_TOKEN) {
        const { data } = await clients
          .forApp(host, { signal })
          .octokit.request('GET /user/repos', {
            ...parameters,
            sort: 'pushed',
          });
        return ofTokenSchema.parse(data);
      }
      const { data } = await clients
        .forOwner(host, account, { signal })
        .octokit.request('GET /installation/repositories', parameters);
      return ofInstallationSchema.parse(data).repositories;
    } catch (error) {
      problems.push({ host: host.host, problem: problemOf(error, host) });
      return [];
    }
  }

  async #describe(
    host: GithubHost,
    listed: Listed[],
    credentials: BackstageCredentials,
  ): Promise<GithubRepository[]> {
    const nameOf = ({ full_name: slug }: Listed) =>
      `${host.name}/${slug}`.toLowerCase();
    const inUse = listed.filter(({ archived }) => !archived);
    const claims = await this.services.claims.of(
      inUse.map(nameOf),
      credentials,
    );
    return inUse.map(repository => {
      const name = nameOf(repository);
      const entityRefs = claims.get(name) ?? [];
      const description = repository.description ?? undefined;
      return {
        repository: name,
        description,
        pushedAt: repository.pushed_at ?? undefined,
        entityRefs,
        proposal:
          entityRefs.length === 0
            ? catalogProposal({
                host: host.name,
                slug: repository.full_name,
                description,
              })
            : undefined,
      };
    });
  }
}

function indexOf(places: Place[], { host, account }: Position): number {
  const index = places.findIndex(
    place => place.host.host === host && place.account === account,
  );
  if (index === -1) {
    throw new InputError(
      'cursor: what it stands for is not there any more; begin with the first page',
    );
  }
  return index;
}
