import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  HistoryGroup,
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import module from './index';
import { RECEIVED } from './__testUtils__/deliver';
import { issueEvent } from './__testUtils__/payloads';

async function broughtBy(data?: object) {
  const connectors: TraceConnector[] = [];
  const groups: HistoryGroup[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        traceSourcesExtensionPoint,
        {
          addConnector: connector => connectors.push(connector),
          addHistory: () => {
            throw new Error('GitLab brings histories as a group');
          },
          addHistoryGroup: group => groups.push(group),
        },
      ],
    ],
    features: [module, mockServices.rootConfig.factory({ data: { ...data } })],
  });
  return { connectors, groups };
}

describe('the module', () => {
  it('brings the connector and the histories', async () => {
    const { connectors, groups } = await broughtBy({
      trace: { gitlab: { incidentLabels: ['outage'] } },
    });
    expect(groups).toMatchObject([{ id: 'gitlab', concurrency: 4 }]);
    expect(connectors).toMatchObject([{ id: 'gitlab', title: 'GitLab' }]);
    const payload = issueEvent('open', { labels: [{ title: 'Outage' }] });
    expect(
      await connectors[0].normalise({
        source: 'gitlab',
        event: 'issue',
        context: {},
        body: Buffer.from(JSON.stringify(payload)),
        receivedAt: RECEIVED,
      }),
    ).toMatchObject({ facts: [{ attributes: { incident: true } }] });
  });

  it('brings no histories when it is not to import', async () => {
    const { groups } = await broughtBy({
      trace: { gitlab: { import: { enabled: false } } },
    });
    expect(groups).toEqual([]);
  });

  it('does not start with a setting that there is not', async () => {
    await expect(
      broughtBy({ trace: { gitlab: { import: { day: 1 } } } }),
    ).rejects.toThrow(/trace\.gitlab\.import\.day is no setting/);
  });
});
