import { Fact } from '@throughline/plugin-trace-common';
import { IngestRequest } from '@throughline/plugin-trace-node';
import { sarifConnector } from '../sarifConnector';

export const SHA = '1234567890abcdef1234567890abcdef12345678';
export const RECEIVED_AT = '2026-05-20T12:00:00.000Z';

/** A rule that CodeQL would give a score of 7.8. */
export const RULE = {
  id: 'js/xss',
  name: 'Xss',
  shortDescription: { text: 'Client-side cross-site scripting' },
  helpUri: 'https://codeql.example/js/xss',
  defaultConfiguration: { level: 'error' },
  properties: { 'security-severity': '7.8', tags: ['security'] },
};

/** A place in a file, with the code that is there. */
export const placesAt = (line: number) => [
  {
    physicalLocation: {
      artifactLocation: { uri: 'services/cart/index.ts' },
      region: { startLine: line, snippet: { text: 'render(hunter2)' } },
    },
  },
];

/** A result of the rule, in a line of a file. */
export function result(line: number, more: object = {}): object {
  return {
    ruleId: 'js/xss',
    message: { text: 'A secret in quotes: hunter2' },
    locations: placesAt(line),
    partialFingerprints: { primaryLocationLineHash: `hash-of-${line}:1` },
    ...more,
  };
}

/** A report of one run. */
export function report(results: object[] | null, run: object = {}) {
  return {
    version: '2.1.0',
    runs: [
      { tool: { driver: { name: 'CodeQL', rules: [RULE] } }, results, ...run },
    ],
  };
}

/** An upload as a CI job would send it. */
export function request(
  body: unknown,
  query: IngestRequest['query'] = {},
  headers: IngestRequest['headers'] = {},
): IngestRequest {
  return {
    headers: { 'content-type': 'application/sarif+json', ...headers },
    query: { repository: 'github.com/acme/shop', sha: SHA, ...query },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

/** The facts that an upload comes to. */
export async function factsOf(of: IngestRequest): Promise<Fact[]> {
  const { event, context = {} } = await sarifConnector.identify(of);
  const normalised = await sarifConnector.normalise({
    source: 'sarif',
    event,
    context: JSON.parse(JSON.stringify(context)),
    body: of.body,
    receivedAt: RECEIVED_AT,
  });
  return normalised.outcome === 'facts' ? normalised.facts : [];
}
