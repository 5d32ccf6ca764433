import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { demoAuthModule } from './module';

const ada = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'demo-ada', namespace: 'default' },
  spec: {},
  relations: [
    { type: 'memberOf', targetRef: 'group:default/team-browse' },
    { type: 'memberOf', targetRef: 'group:default/guild' },
  ],
};

async function start(enabled: boolean) {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      demoAuthModule,
      catalogServiceMock.factory({ entities: [ada] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          demo: {
            enabled,
            github: { secret: 'demo-only-secret' },
            junit: { token: 'demo-only-token' },
          },
          auth: { providers: { demo: {} } },
        },
      }),
    ],
  });
  return (person?: string) => {
    const call = request(server).get('/api/auth/demo/refresh');
    return person ? call.set('x-demo-person', person) : call;
  };
}

describe('sign-in as people of the demo organisation', () => {
  it('gives what the catalog says they own', async () => {
    const signIn = await start(true);
    const { status, body } = await signIn('demo-ada');
    expect(status).toBe(200);
    expect(body.profile.displayName).toBe('Ada (demo)');
    expect(body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/demo-ada',
      ownershipEntityRefs: [
        'user:default/demo-ada',
        'group:default/team-browse',
        'group:default/guild',
      ],
    });
  });

  it('does not wait for the catalog', async () => {
    const signIn = await start(true);
    const { body } = await signIn('demo-rosa');
    expect(body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/demo-rosa',
      ownershipEntityRefs: [
        'user:default/demo-rosa',
        'group:default/team-payments',
      ],
    });
  });

  it.each(['root', 'user:default/demo-ada', undefined])(
    'refuses %s',
    async person => {
      const signIn = await start(true);
      expect((await signIn(person)).status).toBe(401);
    },
  );

  it('is not there when the demo is not enabled', async () => {
    const signIn = await start(false);
    expect((await signIn('demo-ada')).status).toBe(404);
  });
});
