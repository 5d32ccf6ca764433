import { startTestBackend } from '@backstage/backend-test-utils';
import {
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import traceModuleCdevents from './index';

describe('traceModuleCdevents', () => {
  it('registers its connector', async () => {
    const connectors: TraceConnector[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          traceSourcesExtensionPoint,
          {
            addConnector: connector => connectors.push(connector),
            addHistory: () => {},
          },
        ],
      ],
      features: [traceModuleCdevents],
    });
    await backend.stop();
    expect(connectors.map(({ id }) => id)).toEqual(['cdevents']);
  });
});
