import { deliver, factsOf } from '../__testUtils__/deliver';
import {
  deploymentEvent,
  deploymentStatusEvent,
  hash,
  SHOP,
} from '../__testUtils__/payloads';

async function deploymentOf(more: Parameters<typeof deploymentEvent>[0]) {
  const [fact] = await factsOf('deployment', deploymentEvent(more));
  return fact.attributes;
}

describe('deployment', () => {
  it('says what runs where', async () => {
    expect(await factsOf('deployment', deploymentEvent())).toEqual([
      {
        subject: `deployment:${SHOP}/7`,
        at: '2026-03-01T10:00:00.000Z',
        rank: 0,
        attributes: {
          sha: hash('a'),
          ref: 'main',
          environment: 'staging',
          production: false,
          createdAt: '2026-03-01T10:00:00.000Z',
          url: 'https://github.com/Acme/shop/deployments/staging',
        },
      },
    ]);
  });

  it.each([
    [{ production_environment: true }, true],
    [{ environment: 'production' }, true],
    [{ environment: 'Prod / eu' }, true],
    [{ environment: 'products' }, false],
    [{ environment: 'pre-production' }, false],
    [{ environment: 'live', production_environment: false }, false],
  ])('takes %p for production: %p', async (more, production) => {
    expect((await deploymentOf(more)).production).toBe(production);
  });

  it.each([
    [{ service: 'payments-api', version: '1.42.0' }],
    ['{"service":"payments-api","version":"1.42.0"}'],
  ])('reads service and version from %p', async payload => {
    expect(await deploymentOf({ payload })).toMatchObject({
      service: 'payments-api',
      version: '1.42.0',
    });
  });

  it.each([
    [null],
    ['not json'],
    [[]],
    [{ service: { name: 'x' }, version: '' }],
    [7],
  ])('reads nothing from %p', async payload => {
    const read = await deploymentOf({ payload });
    expect(read).not.toHaveProperty('service');
    expect(read).not.toHaveProperty('version');
  });

  it('reads a version that is a number', async () => {
    expect(await deploymentOf({ payload: { version: 142 } })).toMatchObject({
      version: '142',
    });
  });

  it.each([
    ['deployment.sha', { sha: 'main' }],
    ['deployment.environment', { environment: '' }],
    ['deployment.created_at', { created_at: 'now' }],
  ])('fails at %s', async (path, more) => {
    await expect(
      deliver('deployment', deploymentEvent(more)),
    ).rejects.toMatchObject({ path });
  });
});

describe('deployment_status', () => {
  it('is a register of the deployment, which it carries', async () => {
    const [deployment, status] = await factsOf(
      'deployment_status',
      deploymentStatusEvent('in_progress', {
        log_url: 'https://ci.example/7',
      }),
    );
    expect(deployment.attributes.environment).toBe('staging');
    expect(status).toEqual({
      subject: deployment.subject,
      at: '2026-03-01T10:02:00.000Z',
      rank: 2,
      attributes: {
        'status:2026-03-01T10:02:00.000Z:in_progress': {
          state: 'running',
          at: '2026-03-01T10:02:00.000Z',
          url: 'https://ci.example/7',
        },
      },
    });
  });

  it.each([
    ['error', 'failure'],
    ['failure', 'failure'],
    ['inactive', 'inactive'],
    ['pending', 'queued'],
    ['queued', 'queued'],
    ['success', 'success'],
    ['waiting', 'waiting'],
  ])('reads %s as %s', async (state, expected) => {
    const [, status] = await factsOf(
      'deployment_status',
      deploymentStatusEvent(state),
    );
    expect(Object.values(status.attributes)).toMatchObject([
      { state: expected },
    ]);
  });

  it('links to pages only', async () => {
    const [, status] = await factsOf(
      'deployment_status',
      deploymentStatusEvent('success', { target_url: 'data:text/html,x' }),
    );
    const [register] = Object.values(status.attributes);
    expect(register).not.toHaveProperty('url');
  });

  it('fails at a state it does not know', async () => {
    await expect(
      deliver('deployment_status', deploymentStatusEvent('exploded')),
    ).rejects.toMatchObject({ path: 'deployment_status.state' });
  });
});
