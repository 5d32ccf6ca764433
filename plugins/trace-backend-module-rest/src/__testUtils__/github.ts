import { startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';
import {
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import traceModuleGithub from '@throughline/plugin-trace-backend-module-github';
import { RECEIVED_AT } from './bodies';

/** The facts that GitHub's connector makes of a payload. */
export async function factsOfGithub(
  event: string,
  payload: JsonObject,
): Promise<Fact[]> {
  const connectors: TraceConnector[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        traceSourcesExtensionPoint,
        {
          addConnector: connector => connectors.push(connector),
          addHistory: () => {},
          addHistoryGroup: () => {},
        },
      ],
    ],
    features: [traceModuleGithub],
  });
  await backend.stop();
  const said = await connectors[0].normalise({
    source: 'github',
    event,
    context: {},
    receivedAt: RECEIVED_AT,
    body: Buffer.from(JSON.stringify(payload)),
  });
  return said.outcome === 'facts' ? said.facts : [];
}
