import { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  HistoryGroup,
  HistoryProvider,
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';

/** What a module adds to the trace plugin. */
export interface Brought {
  connectors: TraceConnector[];
  histories: HistoryProvider[];
  groups: HistoryGroup[];
}

/** What a module brings with a config; rejects where it does not start. */
export async function broughtBy(
  module: BackendFeature,
  config: JsonObject = {},
): Promise<Brought> {
  const brought: Brought = { connectors: [], histories: [], groups: [] };
  const backend = await startTestBackend({
    extensionPoints: [
      [
        traceSourcesExtensionPoint,
        {
          addConnector: connector => brought.connectors.push(connector),
          addHistory: history => brought.histories.push(history),
          addHistoryGroup: group => brought.groups.push(group),
        },
      ],
    ],
    features: [module, mockServices.rootConfig.factory({ data: config })],
  });
  await backend.stop();
  return brought;
}
