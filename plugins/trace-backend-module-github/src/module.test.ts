import { startTestBackend, mockServices } from '@backstage/backend-test-utils';
import {
  HistoryGroup,
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import module from './index';
import { factsOf } from './__testUtils__/deliver';
import { issueEvent } from './__testUtils__/payloads';

async function broughtBy(data?: Parameters<typeof factsOf>[2]) {
  const connectors: TraceConnector[] = [];
  const groups: HistoryGroup[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        traceSourcesExtensionPoint,
        {
          addConnector: connector => connectors.push(connector),
          addHistory: () => {
            throw new Error('GitHub brings histories as a group');
          },
          addHistoryGroup: group => groups.push(group),
        },
      ],
    ],
    features: [module, mockServices.rootConfig.factory({ data })],
  });
  return { connectors, groups };
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
  it('brings the connector and the histories', async () => {
    const { connectors, groups } = await broughtBy();
    const [connector, ...others] = connectors;
    expect(others).toEqual([]);
    expect(groups).toMatchObject([{ id: 'github', concurrency: 4 }]);
    expect(connector).toMatchObject({ id: 'github', title: 'GitHub' });
    expect(await connector.normalise(labelled('incident'))).toMatchObject({
      facts: [{ attributes: { incident: true } }],
    });
  });

  it('reads which labels make an incident', async () => {
    const {
      connectors: [connector],
    } = await broughtBy({
      trace: { github: { incidentLabels: ['outage'] } },
    });
    expect(await connector.normalise(labelled('Outage'))).toMatchObject({
      facts: [{ attributes: { incident: true } }],
    });
    expect(await connector.normalise(labelled('incident'))).toMatchObject({
      facts: [{ attributes: { incident: false } }],
    });
  });

  it('brings no histories when it is not to import', async () => {
    const { groups } = await broughtBy({
      trace: { github: { import: { enabled: false } } },
    });
    expect(groups).toEqual([]);
  });

  it('does not start with a setting that there is not', async () => {
    await expect(
      broughtBy({ trace: { github: { import: { day: 1 } } } }),
    ).rejects.toThrow(/trace\.github\.import\.day is no setting/);
  });
});
