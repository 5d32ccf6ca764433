import { JsonObject } from '@backstage/types';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';

/** What the list of incidents has of one. */
export interface FakeIncident extends JsonObject {
  id: string;
  created_at: string;
  status: string;
}

/** An incident as the API lists it, with people in every place that has them. */
export function listedIncident(
  id: string,
  more: Partial<FakeIncident> = {},
): FakeIncident {
  const user = {
    id: 'PXPGF42',
    type: 'user_reference',
    summary: 'Person A',
    html_url: 'https://acme.pagerduty.com/users/PXPGF42',
  };
  return {
    id,
    type: 'incident',
    summary: `[#1234] Carts are empty`,
    html_url: `https://acme.pagerduty.com/incidents/${id}`,
    incident_number: 1234,
    created_at: '2026-02-20T10:00:00Z',
    updated_at: '2026-02-20T11:00:00Z',
    status: 'resolved',
    title: 'Carts are empty',
    service: { id: 'PF9KMXH', type: 'service_reference', summary: 'Shop' },
    assignments: [{ at: '2026-02-20T10:00:00Z', assignee: user }],
    acknowledgements: [],
    last_status_change_at: '2026-02-20T11:00:00Z',
    last_status_change_by: user,
    resolved_at: '2026-02-20T11:00:00Z',
    urgency: 'high',
    ...more,
  };
}

/** Something that happened to an incident, as the API lists it. */
export function logEntry(type: string, id: string, at: string): JsonObject {
  return {
    id: `R-${type}-${id}-${at}`,
    type: `${type}_log_entry`,
    created_at: at,
    agent: { id: 'PXPGF42', type: 'user_reference', summary: 'Person A' },
    incident: { id, type: 'incident_reference' },
  };
}

/**
 * Answers as PagerDuty's REST API does for `GET /incidents` and
 * `GET /log_entries`, by its published OpenAPI and its pages on pagination,
 * rate limits and errors:
 * https://github.com/PagerDuty/api-schema/blob/main/reference/REST/openapiv3.json
 * https://developer.pagerduty.com/docs/rest-api-pagination
 */
export class FakePagerduty {
  incidents: FakeIncident[] = [];
  entries: JsonObject[] = [];
  /** Whether it says how many there are when it is asked to. */
  counts = true;
  /** What `offset` and `limit` may add up to. */
  reach = 10_000;
  /** Every question, e.g. `/incidents?limit=100&…`. */
  readonly asked: URL[] = [];
  /** In place of the next answers; undefined: as always; 0: it hangs up. */
  readonly instead: Array<
    | { status: number; headers?: Record<string, string>; body?: string }
    | undefined
  > = [];
  private readonly server: Server;

  constructor(readonly token: string) {
    this.server = createServer((request, response) =>
      this.answer(request, response),
    );
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => {
      this.server.close(resolve);
    });
  }

  private answer({ url, headers }: IncomingMessage, response: ServerResponse) {
    const asked = new URL(url!, 'http://localhost');
    this.asked.push(asked);
    const send = (status: number, body: unknown, more = {}) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...more,
      });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const refuse = (status: number, code: number, message: string) =>
      send(status, { error: { message, code, errors: [] } });
    const instead = this.instead.shift();
    if (instead?.status === 0) {
      response.destroy();
      return undefined;
    }
    if (instead) {
      return send(
        instead.status,
        instead.body ?? {
          error: { message: 'Rate Limit Exceeded', code: 2020 },
        },
        instead.headers,
      );
    }
    if (headers.authorization !== `Token token=${this.token}`) {
      return refuse(401, 2006, 'You are not authorized');
    }
    if (headers.accept !== 'application/vnd.pagerduty+json;version=2') {
      return refuse(400, 2001, 'No version');
    }
    const query = asked.searchParams;
    const limit = Math.min(Number(query.get('limit') ?? 25), 100);
    const offset = Number(query.get('offset') ?? 0);
    if (offset + limit > this.reach) {
      return refuse(400, 2001, `offset and limit exceed ${this.reach}`);
    }
    const [name, all] =
      asked.pathname === '/incidents'
        ? (['incidents', this.incidentsFor(query)] as const)
        : (['log_entries', this.within(this.entries, query)] as const);
    return send(200, {
      [name]: all.slice(offset, offset + limit),
      limit,
      offset,
      more: offset + limit < all.length,
      total: this.counts && query.get('total') === 'true' ? all.length : null,
    });
  }

  private incidentsFor(query: URLSearchParams): JsonObject[] {
    const statuses = query.getAll('statuses[]');
    const some = this.incidents.filter(
      ({ status }) => statuses.length === 0 || statuses.includes(status),
    );
    return query.get('date_range') === 'all' ? some : this.within(some, query);
  }

  /** From and until exclusive: what is not said is taken at its narrowest. */
  private within(items: JsonObject[], query: URLSearchParams): JsonObject[] {
    const [since, until] = ['since', 'until'].map(name =>
      Date.parse(query.get(name)!),
    );
    return items.filter(({ created_at: at }) => {
      const time = Date.parse(String(at));
      return time > since && time < until;
    });
  }
}
