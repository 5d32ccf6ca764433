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
