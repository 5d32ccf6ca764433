import { broughtBy } from '@throughline/test-kit/imports';
import module from './index';
import { issueEvent } from './__testUtils__/payloads';

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
    const { connectors, groups, histories } = await broughtBy(module);
    const [connector, ...others] = connectors;
    expect(others).toEqual([]);
    expect(histories).toEqual([]);
    expect(groups).toMatchObject([{ id: 'github', concurrency: 4 }]);
    expect(connector).toMatchObject({ id: 'github', title: 'GitHub' });
    expect(await connector.normalise(labelled('incident'))).toMatchObject({
      facts: [{ attributes: { incident: true } }],
    });
  });

  it('reads which labels make an incident', async () => {
    const {
      connectors: [connector],
    } = await broughtBy(module, {
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
    const { groups } = await broughtBy(module, {
      trace: { github: { import: { enabled: false } } },
    });
    expect(groups).toEqual([]);
  });

  it('does not start with a setting that there is not', async () => {
    await expect(
      broughtBy(module, { trace: { github: { import: { day: 1 } } } }),
    ).rejects.toThrow(/trace\.github\.import\.day is no setting/);
  });
});
