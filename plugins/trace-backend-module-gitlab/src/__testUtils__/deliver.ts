import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';
import { Normalised } from '@throughline/plugin-trace-node';
import { readGitlabSettings } from '../config';
import { createGitlabConnector } from '../connector';

export const RECEIVED = '2030-01-01T00:00:00.000Z';

/** The connector as it is without any configuration, or with some. */
export function connectorWith(config: JsonObject = {}) {
  return createGitlabConnector(readGitlabSettings(new ConfigReader(config)));
}

/** What a stored delivery means. */
export async function deliver(
  payload: JsonObject,
  config?: JsonObject,
  receivedAt: string = RECEIVED,
): Promise<Normalised> {
  return connectorWith(config).normalise({
    source: 'gitlab',
    event: `${payload.object_kind ?? payload.event_name}`,
    context: {},
    body: Buffer.from(JSON.stringify(payload)),
    receivedAt,
  });
}

/** The facts of a delivery. */
export async function factsOf(
  payload: JsonObject,
  config?: JsonObject,
  receivedAt?: string,
): Promise<Fact[]> {
  const result = await deliver(payload, config, receivedAt);
  if (result.outcome === 'facts') return result.facts;
  throw new Error(`ignored: ${result.reason}`);
}

/** Why a delivery is ignored; undefined when it is not. */
export async function reasonOf(
  payload: JsonObject,
): Promise<string | undefined> {
  const result = await deliver(payload);
  return result.outcome === 'ignored' ? result.reason : undefined;
}
