import { broughtBy } from '@throughline/test-kit/imports';
import module from './index';
import { RECEIVED } from './__testUtils__/deliver';
import { issueEvent } from './__testUtils__/payloads';

describe('the module', () => {
  it('brings the connector and the histories', async () => {
    const { connectors, groups, histories } = await broughtBy(module, {
      trace: { gitlab: { incidentLabels: ['outage'] } },
    });
    expect(histories).toEqual([]);
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
    const { groups } = await broughtBy(module, {
      trace: { gitlab: { import: { enabled: false } } },
    });
    expect(groups).toEqual([]);
  });

  it('does not start with a setting that there is not', async () => {
    await expect(
      broughtBy(module, { trace: { gitlab: { import: { day: 1 } } } }),
    ).rejects.toThrow(/trace\.gitlab\.import\.day is no setting/);
  });
});
