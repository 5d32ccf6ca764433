import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import request from 'supertest';
import { Doorkeeper } from './__testUtils__/doorkeeper';
import { readDemoConfig } from './config';
import { demoPlugin } from './plugin';

const demo = {
  enabled: true,
  github: { secret: 'demo-only-secret' },
  junit: { token: 'demo-only-token' },
};

describe('demo plugin', () => {
  const door = new Doorkeeper(demo.github.secret, demo.junit.token);
  let traceUrl: string;
  beforeAll(async () => {
    traceUrl = await door.open();
  });
  afterAll(() => door.close());

  const start = (data: object) => {
    const discovery = mockServices.discovery.mock({
      getBaseUrl: async () => traceUrl,
    });
    return startTestBackend({
      features: [
        demoPlugin,
        mockServices.rootConfig.factory({ data: data as never }),
        discovery.factory,
      ],
    });
  };

  it('sends all of it and tells anybody how far it is', async () => {
    const { server } = await start({ demo });
    const status = async () => {
      const answer = await request(server)
        .get('/api/demo/status')
        .set('authorization', '');
      expect(answer.status).toBe(200);
      return answer.body;
    };
    let last = await status();
    while (last.state === 'waiting' || last.state === 'sending') {
      await new Promise(resolve => setImmediate(resolve));
      last = await status();
    }
    expect(last).toMatchObject({ enabled: true, state: 'done' });
    expect(last.sent).toBe(last.total);
    expect(door.accepted).toHaveLength(last.total);
    expect(new Set(door.accepted).size).toBe(last.total);
  }, 180_000);

  it('does nothing when it is not enabled', async () => {
    door.accepted.length = 0;
    const { server } = await start({});
    const answer = await request(server).get('/api/demo/status');
    expect(answer.body).toMatchObject({ enabled: false });
    expect(door.accepted).toEqual([]);
  });
});

describe('settings of the demo', () => {
  const config = mockServices.rootConfig({ data: { demo } });

  it('are refused in production', () => {
    expect(() => readDemoConfig(config, 'production')).toThrow(
      /for development only.*app-config\.demo\.yaml/,
    );
    const off = mockServices.rootConfig({ data: {} });
    expect(readDemoConfig(off, 'production')).toBeUndefined();
  });

  it('name the secret that is missing', () => {
    const half = mockServices.rootConfig({
      data: { demo: { enabled: true, github: demo.github } },
    });
    expect(() => readDemoConfig(half, 'development')).toThrow(
      /demo\.junit\.token/,
    );
  });
});
