import { JsonObject } from '@backstage/types';
import { IngestRequest, Normalised } from '@throughline/plugin-trace-node';
import { restConnector } from '../restConnector';

export const SHOP = 'github.com/acme/shop';
export const RECEIVED_AT = '2026-03-02T00:00:00.000Z';

/** The hash that is made of one digit. */
export const hash = (digit: string) => digit.repeat(40);

/** A deployment, as a CI job reports it. */
export function deployment(more: JsonObject = {}): JsonObject {
  return {
    type: 'deployment',
    repository: SHOP,
    sha: hash('a'),
    environment: 'staging',
    at: '2026-03-01T10:00:00Z',
    ...more,
  };
}

/** A commit, as `throughline import-git` reads it. */
export function commit(digit: string, more: JsonObject = {}): JsonObject {
  return {
    sha: hash(digit),
    parents: [],
    authorName: 'Person A',
    authoredAt: '2026-02-01T10:00:00.000Z',
    committedAt: '2026-02-01T11:00:00.000Z',
    message: 'Add a till\n\nPAY-12 asks for it.\n',
    paths: ['till.ts'],
    pathsTruncated: false,
    onDefaultBranch: true,
    onMainline: true,
    ...more,
  };
}

/** Part of a history. */
export function history(more: JsonObject = {}): JsonObject {
  return {
    type: 'commits',
    repository: SHOP,
    commits: [commit('a'), commit('b', { parents: [hash('a')] })],
    tags: [
      { name: 'v1.0.0', commit: hash('b'), at: '2026-02-02T10:00:00.000Z' },
    ],
    ...more,
  };
}

/** A merged change with a review, as a forge without a connector has it. */
export function change(more: JsonObject = {}): JsonObject {
  return {
    type: 'change',
    repository: SHOP,
    number: 12,
    title: 'PAY-812: Retry card capture',
    url: 'https://forge.example.com/acme/shop/12',
    state: 'merged',
    draft: false,
    author: { login: 'person-a', type: 'person' },
    baseBranch: 'main',
    headBranch: 'retry',
    headSha: hash('a'),
    mergeSha: hash('b'),
    intoDefaultBranch: true,
    createdAt: '2026-02-01T10:00:00Z',
    mergedAt: '2026-02-02T10:00:00Z',
    closedAt: '2026-02-02T10:00:00Z',
    at: '2026-02-02T10:00:00Z',
    reviews: [
      {
        id: 5,
        state: 'approved',
        by: { login: 'person-b', type: 'person' },
        at: '2026-02-02T09:00:00Z',
        sha: hash('a'),
      },
    ],
    ...more,
  };
}

/** A ticket that is done. */
export function ticket(more: JsonObject = {}): JsonObject {
  return {
    type: 'ticket',
    key: 'PAY-812',
    title: 'Cards are declined at night',
    url: 'https://tracker.example.com/PAY-812',
    state: 'closed',
    createdAt: '2026-01-30T10:00:00Z',
    closedAt: '2026-02-03T10:00:00Z',
    ...more,
  };
}

/** An incident that a change caused. */
export function incident(more: JsonObject = {}): JsonObject {
  return {
    type: 'incident',
    key: 'INC-7',
    title: 'No cards are accepted',
    url: 'https://status.example.com/7',
    state: 'open',
    createdAt: '2026-02-02T11:00:00Z',
    at: '2026-02-02T11:00:00Z',
    causedBy: [`${SHOP}#12`, `${SHOP}@${hash('b')}`],
    ...more,
  };
}

/** A request with a body. */
export function requestOf(
  body: unknown,
  headers: IngestRequest['headers'] = {},
): IngestRequest {
  return {
    headers: { 'content-type': 'application/json', ...headers },
    query: {},
    body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
  };
}

/** What a stored body means. */
export function normalise(
  body: unknown,
  receivedAt = RECEIVED_AT,
): Promise<Normalised> {
  return restConnector.normalise({
    source: 'rest',
    event: '',
    context: {},
    body: requestOf(body).body,
    receivedAt,
  });
}

/** The facts that a stored body is. */
export async function factsOf(body: unknown, receivedAt?: string) {
  const normalised = await normalise(body, receivedAt);
  return normalised.outcome === 'facts' ? normalised.facts : [];
}
