import { startTestBackend } from '@backstage/backend-test-utils';
import {
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import traceModuleSarif from './index';

describe('traceModuleSarif', () => {
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
      features: [traceModuleSarif],
    });
    await backend.stop();
    expect(connectors.map(({ id }) => id)).toEqual(['sarif']);
  });
});
