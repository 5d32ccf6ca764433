import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import {
  IngestRequest,
  Normalised,
  StoredDelivery,
} from '@throughline/plugin-trace-node';
import { readJiraConfig } from '../config';
import { createJiraConnector } from '../connector';

/** Two listed projects, on any site. */
export const CONFIG: JsonObject = { projects: ['PAY', 'CHK'] };

/** A connector with this `trace.jira`. */
export function connectorOf(jira: JsonObject = CONFIG) {
  const config = new ConfigReader({ trace: { jira } });
  return createJiraConnector(readJiraConfig(config).settings);
}

/** A request with a payload. */
export function requestOf(
  payload: unknown,
  headers: IngestRequest['headers'] = {},
): IngestRequest {
  const body = Buffer.from(
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  );
  return { headers, query: {}, body };
}

/** What is stored of a request. */
export async function stored(
  payload: unknown,
  jira?: JsonObject,
): Promise<StoredDelivery> {
  const request = requestOf(payload);
  const { event, body } = await connectorOf(jira).identify(request);
  return {
    source: 'jira',
    event,
    context: {},
    body: body!,
    receivedAt: '2030-01-01T00:00:00.000Z',
  };
}

/** What a webhook means, by way of what is stored of it. */
export async function deliver(
  payload: unknown,
  jira?: JsonObject,
): Promise<Normalised> {
  return connectorOf(jira).normalise(await stored(payload, jira));
}

/** The facts of a webhook that has some. */
export async function factsOf(
  payload: unknown,
  jira?: JsonObject,
): Promise<Fact[]> {
  const result = await deliver(payload, jira);
  if (result.outcome === 'facts') return result.facts;
  throw new Error(`It is ignored: ${result.reason}`);
}

/** Why a webhook is ignored. */
export async function reasonOf(payload: unknown): Promise<string> {
  const result = await deliver(payload);
  if (result.outcome === 'ignored') return result.reason;
  throw new Error('It has facts');
}

/** Subject → register → value, as facts say together. */
export function statesOf(
  facts: Fact[],
): Record<string, Record<string, unknown>> {
  const subjects = [...new Set(facts.map(({ subject }) => subject))].sort();
  return Object.fromEntries(
    subjects.map(subject => {
      const own = mergeFacts(facts.filter(fact => fact.subject === subject));
      const members = Object.entries(own).filter(([name]) =>
        name.includes(':'),
      );
      return [
        subject,
        {
          ...plainValues(own),
          ...Object.fromEntries(
            members.map(([name, { value }]) => [name, value]),
          ),
        },
      ];
    }),
  );
}
