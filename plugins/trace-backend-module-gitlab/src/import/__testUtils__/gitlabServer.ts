import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** Something as the API answers it. */
export type Item = Record<string, unknown>;

/** An answer out of the ordinary, for requests whose path matches. */
export interface Fault {
  path: RegExp;
  /** 0 drops the connection. */
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** How often; once by default. */
  times?: number;
}

/** What the server has, by the path below the project. */
export type Lists = Record<string, Item[] | Item>;

/** A local server that answers as GitLab documents its REST API. */
export interface GitlabServer {
  url: string;
  token: string;
  project: Item;
  lists: Lists;
  /** Paths with queries, in the order they were asked for. */
  requests: string[];
  faults: Fault[];
  /** GitLab's clock. */
  now: Date;
  close(): Promise<void>;
}

/** By what a list is cut and ordered: https://docs.gitlab.com/api/rest/ */
const FILTERS: Record<string, string> = {
  updated_after: 'updated_at',
  since: 'committed_date',
};

function within(items: Item[], query: URLSearchParams): Item[] {
  return Object.entries(FILTERS).reduce((kept, [parameter, field]) => {
    const from = query.get(parameter);
    return from === null
      ? kept
      : kept.filter(item => Date.parse(`${item[field]}`) >= Date.parse(from));
  }, items);
}

/** Paged by offset, with `Link` and `X-Total`. */
function answerList(
  items: Item[],
  url: URL,
  own: string,
  response: ServerResponse,
): void {
  const all = within(items, url.searchParams);
  const size = Number(url.searchParams.get('per_page') ?? 20);
  const page = Number(url.searchParams.get('page') ?? 1);
  const shown = all.slice((page - 1) * size, page * size);
  response.setHeader('x-total', all.length);
  const link = (to: number, rel: string) => {
    // As behind a proxy: GitLab names itself otherwise than it was asked.
    const next = new URL(url.pathname + url.search, own);
    next.searchParams.set('page', `${to}`);
    return `<${next}>; rel="${rel}"`;
  };
  const links = [link(1, 'first')];
  if (page * size < all.length) links.unshift(link(page + 1, 'next'));
  response.setHeader('link', links.join(', '));
  response.end(JSON.stringify(shown));
}

/** Starts a server with a project and what is in it. */
export async function startGitlab(
  project: Item,
  lists: Lists,
): Promise<GitlabServer> {
  const path = encodeURIComponent(`${project.path_with_namespace}`);
  const token = 'glpat-of-the-test';
  const state = {
    token,
    project,
    lists,
    requests: [] as string[],
    faults: [] as Fault[],
    now: new Date('2026-03-04T00:00:00Z'),
  };

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, 'http://local');
    state.requests.push(request.url!.replace('/api/v4', ''));
    response.setHeader('date', state.now.toUTCString());
    response.setHeader('content-type', 'application/json');
    const refuse = (status: number, message: string) => {
      response.statusCode = status;
      response.end(JSON.stringify({ message }));
    };
    const fault = state.faults.find(it => it.path.test(request.url!));
    if (fault) {
      fault.times = (fault.times ?? 1) - 1;
      if (fault.times === 0) {
        state.faults.splice(state.faults.indexOf(fault), 1);
      }
      if (fault.status === 0) {
        request.socket.destroy();
        return;
      }
      Object.entries(fault.headers ?? {}).forEach(([name, value]) =>
        response.setHeader(name, value),
      );
      response.statusCode = fault.status;
      response.end(JSON.stringify(fault.body ?? { message: 'a fault' }));
      return;
    }
    if (request.headers.authorization !== `Bearer ${token}`) {
      refuse(401, '401 Unauthorized');
      return;
    }
    const [, rest] = /^\/api\/v4(.*)$/.exec(url.pathname) ?? [];
    if (rest === `/projects/${path}`) {
      response.end(JSON.stringify(state.project));
      return;
    }
    const base = `/projects/${project.id}`;
    const key = rest?.startsWith(base) ? rest.slice(base.length) : rest;
    const known = Object.hasOwn(state.lists, key ?? '')
      ? state.lists[key!]
      : undefined;
    if (known === undefined) refuse(404, '404 Not found');
    else if (!Array.isArray(known)) response.end(JSON.stringify(known));
    else answerList(known, url, 'https://elsewhere.example', response);
  }

  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
