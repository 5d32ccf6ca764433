import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';
import { Normalised } from '@throughline/plugin-trace-node';
import { readGithubSettings } from '../config';
import { createGithubConnector } from '../connector';

/** The connector as it is without any configuration, or with some. */
export function connectorWith(config: JsonObject = {}) {
  return createGithubConnector(readGithubSettings(new ConfigReader(config)));
}

/** What a stored delivery of an event means. */
export async function deliver(
  event: string,
  payload: unknown,
  config?: JsonObject,
): Promise<Normalised> {
  return connectorWith(config).normalise({
    source: 'github',
    event,
    context: {},
    body: Buffer.from(JSON.stringify(payload)),
    receivedAt: '2030-01-01T00:00:00.000Z',
  });
}

/** The facts of an event. */
export async function factsOf(
  event: string,
  payload: unknown,
  config?: JsonObject,
): Promise<Fact[]> {
  const result = await deliver(event, payload, config);
  if (result.outcome === 'facts') return result.facts;
  throw new Error(`ignored: ${result.reason}`);
}

/** Why an event is ignored; undefined when it is not. */
export async function reasonOf(
  event: string,
  payload: unknown,
): Promise<string | undefined> {
  const result = await deliver(event, payload);
  return result.outcome === 'ignored' ? result.reason : undefined;
}
