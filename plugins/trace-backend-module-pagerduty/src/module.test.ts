import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  HistoryProvider,
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import traceModulePagerduty from './index';

async function register(pagerduty?: JsonObject) {
  const connectors: TraceConnector[] = [];
  const histories: HistoryProvider[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        traceSourcesExtensionPoint,
        {
          addConnector: connector => connectors.push(connector),
          addHistory: history => histories.push(history),
          addHistoryGroup: () => {},
        },
      ],
    ],
    features: [
      traceModulePagerduty,
      mockServices.rootConfig.factory({ data: { trace: { pagerduty } } }),
    ],
  });
  await backend.stop();
  return [connectors, histories].map(list => list.map(({ id }) => id));
}

describe('traceModulePagerduty', () => {
  it('registers its connector, and its import where it has a token', async () => {
    expect(await register()).toEqual([['pagerduty'], []]);
    expect(await register({ token: 'u+abc' })).toEqual([
      ['pagerduty'],
      ['pagerduty'],
    ]);
  });
});
