import { startTestBackend, mockServices } from '@backstage/backend-test-utils';
import {
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import module from './index';
import { factsOf } from './__testUtils__/deliver';
import { issueEvent } from './__testUtils__/payloads';

async function connectorIn(data?: Parameters<typeof factsOf>[2]) {
  const connectors: TraceConnector[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        traceSourcesExtensionPoint,
        {
          addConnector: connector => connectors.push(connector),
          addHistory: () => {
            throw new Error('GitHub brings no history');
          },
        },
      ],
    ],
    features: [module, mockServices.rootConfig.factory({ data })],
  });
  return connectors;
}

function labelled(name: string) {
  return {
    source: 'github',
    event: 'issues',
    context: {},
    body: Buffer.from(
      JSON.stringify(issueEvent('opened', { labels: [{ name }] })),
    ),
    receivedAt: '2030-01-01T00:00:00.000Z',
  };
}

describe('the module', () => {
  it('brings the connector', async () => {
    const [connector, ...others] = await connectorIn();
    expect(others).toEqual([]);
    expect(connector).toMatchObject({ id: 'github', title: 'GitHub' });
    expect(await connector.normalise(labelled('incident'))).toMatchObject({
      facts: [{ attributes: { incident: true } }],
    });
  });

  it('reads which labels make an incident', async () => {
    const [connector] = await connectorIn({
      trace: { github: { incidentLabels: ['outage'] } },
    });
    expect(await connector.normalise(labelled('Outage'))).toMatchObject({
      facts: [{ attributes: { incident: true } }],
    });
    expect(await connector.normalise(labelled('incident'))).toMatchObject({
      facts: [{ attributes: { incident: false } }],
    });
  });
});
