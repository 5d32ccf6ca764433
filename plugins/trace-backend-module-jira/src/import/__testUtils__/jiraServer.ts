import { JsonObject } from '@backstage/types';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What was asked. */
export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  body?: JsonObject;
  authorization?: string;
}

/** A ticket, as the server has it. */
export interface ServedTicket {
  key: string;
  /** ISO 8601. */
  updated: string;
  fields: JsonObject;
  /** Oldest first. */
  histories: JsonObject[];
}

/** A Jira, as far as an import sees it. */
export interface JiraServer {
  url: string;
  tickets: ServedTicket[];
  asked: Asked[];
  /** Answers the next requests instead, one each; `break` breaks off, `pass` does not. */
  instead: Array<
    | { status: number; headers?: Record<string, string>; body?: unknown }
    | 'break'
    | 'pass'
  >;
  /** How many changes are listed with a ticket, the newest. */
  changesListed: number;
  /** Tickets that it lists with every page, whatever it is asked for. */
  strays: ServedTicket[];
  /** Called before a page of tickets is answered. */
  onPage: (page: number) => void;
  close(): Promise<void>;
}

/** How many changes are in a page of them. */
const CHANGES_PAGE = 2;

/**
 * Starts a server that answers in the form of the published schemas, with small
 * pages: https://developer.atlassian.com/cloud/jira/platform/rest/v3/ and
 * https://developer.atlassian.com/server/jira/platform/rest/v10000/
 */
export async function startJiraServer(
  kind: 'cloud' | 'data-center',
  pageSize = 4,
): Promise<JiraServer> {
  const http = createServer();
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const server: JiraServer = {
    url: `http://127.0.0.1:${port}`,
    tickets: [],
    asked: [],
    instead: [],
    changesListed: Infinity,
    strays: [],
    onPage: () => {},
    close: () =>
      new Promise(resolve => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  let pages = 0;
  const tokens = new Map<string, number>();

  const idOf = (key: string) => key.replace('PAY-', '10').replace('OPS-', '9');

  const shown = ({ key, updated, fields, histories }: ServedTicket) => {
    const listed = [...histories].reverse().slice(0, server.changesListed);
    return {
      id: idOf(key),
      key,
      self: `${server.url}/rest/api/${kind === 'cloud' ? 3 : 2}/issue/${key}`,
      fields: { ...fields, updated },
      ...(kind === 'data-center' && {
        changelog: {
          startAt: 0,
          maxResults: listed.length,
          total: histories.length,
          histories: listed,
        },
      }),
    };
  };

  /** Of many tickets: the oldest first, with a number for when it was. */
  function changelogs({ issueIdsOrKeys, nextPageToken }: JsonObject) {
    const startAt = Number(nextPageToken ?? 0);
    const end = startAt + CHANGES_PAGE;
    const all = [...server.tickets, ...server.strays]
      .filter(({ key }) => (issueIdsOrKeys as string[]).includes(idOf(key)))
      .flatMap(({ key, histories }) =>
        histories.map(({ created, ...rest }) => ({
          issueId: idOf(key),
          changeHistories: [{ ...rest, created: Date.parse(String(created)) }],
        })),
      );
    return {
      issueChangeLogs: all.slice(startAt, end),
      ...(end < all.length && { nextPageToken: String(end) }),
    };
  }

  function found(jql: string): ServedTicket[] {
    const [, project, from] =
      /^project = "(\w+)" AND updated >= "(\d{4}-\d\d-\d\d \d\d:\d\d)" ORDER BY updated DESC$/.exec(
        jql,
      )!;
    const since = Date.parse(`${from.replace(' ', 'T')}:00Z`);
    return server.tickets
      .filter(({ key }) => key.startsWith(`${project}-`))
      .filter(({ updated }) => Date.parse(updated) >= since)
      .sort((a, b) => (a.updated < b.updated ? 1 : -1));
  }

  function answer({ method, path, body = {} }: Asked) {
    const tickets = server.tickets.map(({ key }) => key.split('-')[0]);
    const [, project] = /^\/rest\/api\/[23]\/project\/(\w+)$/.exec(path) ?? [];
    if (project) return tickets.includes(project) ? { key: project } : 404;
    if (kind === 'cloud' && path === '/rest/api/3/changelog/bulkfetch') {
      return changelogs(body);
    }
    const search =
      kind === 'cloud' ? '/rest/api/3/search/jql' : '/rest/api/2/search';
    if (method !== 'POST' || path !== search) return 404;
    pages += 1;
    server.onPage(pages);
    const all = found(String(body.jql));
    const token = body.nextPageToken as string | undefined;
    if (token !== undefined && !tokens.has(token)) return 400;
    const startAt = token ? tokens.get(token)! : Number(body.startAt ?? 0);
    const issues = [
      ...all.slice(startAt, startAt + pageSize),
      ...server.strays,
    ].map(shown);
    if (kind === 'data-center') {
      return { startAt, maxResults: pageSize, total: all.length, issues };
    }
    const end = startAt + pageSize;
    const next = end < all.length ? `token-${pages}` : undefined;
    if (next) tokens.set(next, end);
    return { issues, isLast: !next, ...(next && { nextPageToken: next }) };
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, 'http://jira');
    const sent = await text(request);
    const asked: Asked = {
      method: request.method!,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: sent ? JSON.parse(sent) : undefined,
      authorization: request.headers.authorization,
    };
    server.asked.push(asked);
    const next = server.instead.shift() ?? 'pass';
    if (next === 'break') {
      request.socket.destroy();
      return;
    }
    const instead = next === 'pass' ? undefined : next;
    const result = instead?.body ?? instead?.status ?? answer(asked);
    const status = typeof result === 'number' ? result : 200;
    response.writeHead(status, {
      'content-type': 'application/json',
      ...instead?.headers,
    });
    response.end(
      JSON.stringify(
        typeof result === 'number'
          ? { errorMessages: [`Made-up reason ${result}`] }
          : result,
      ),
    );
  }

  http.on('request', (request, response) => {
    handle(request, response).catch(error => response.destroy(error));
  });
  return server;
}
