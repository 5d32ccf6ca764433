import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { rotaPlugin } from './plugin';

const FUTURE = '2999-01-01T00:00:00.000Z';
const PAST = '2020-01-01T00:00:00.000Z';

async function startRota() {
  const { server } = await startTestBackend({
    features: [
      rotaPlugin,
      mockServices.rootConfig.factory({
        data: {
          rota: {
            shifts: [
              {
                entityRef: 'component:default/busy',
                person: 'user:default/ada',
                until: FUTURE,
              },
              {
                entityRef: 'component:default/idle',
                person: 'user:default/ada',
                until: PAST,
              },
            ],
          },
        },
      }),
    ],
  });
  return (subject: string, body: object) =>
    request(server)
      .post('/api/rota/context')
      .set(
        'authorization',
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service(subject),
          targetPluginId: 'rota',
        }),
      )
      .send(body);
}

describe('POST /context', () => {
  it('says who is on call until when, and that a shift is over', async () => {
    const ask = await startRota();
    const { body, status } = await ask('plugin:context', {
      entityRefs: [
        'component:default/busy',
        'component:default/idle',
        'component:default/unknown',
      ],
    });
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        entityRef: 'component:default/busy',
        status: 'ok',
        validUntil: FUTURE,
        facts: [{ value: 'ada', refs: ['user:default/ada'] }, {}],
      },
      {
        entityRef: 'component:default/idle',
        status: 'attention',
        facts: [],
        attention: [{ since: PAST }],
      },
    ]);
  });

  it('answers nobody but the context plugin', async () => {
    const ask = await startRota();
    const body = { entityRefs: ['component:default/busy'] };
    expect((await ask('plugin:catalog', body)).status).toBe(403);
    expect((await ask('external:someone', body)).status).toBe(403);
  });

  it('names what is missing', async () => {
    const ask = await startRota();
    const { status, body } = await ask('plugin:context', {});
    expect(status).toBe(400);
    expect(body.error.message).toContain('entityRefs');
  });
});
