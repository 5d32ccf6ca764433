import { mockServices } from '@backstage/backend-test-utils';
import { Doorkeeper } from '../__testUtils__/doorkeeper';
import { Delivery } from '../generator/delivery';
import { Loader } from './Loader';
import { Progress, ProgressStore } from './ProgressStore';
import { createHttpSender } from './sendDelivery';

class MemoryProgressStore implements ProgressStore {
  kept: Progress | undefined;

  async begin(first: Pick<Progress, 'anchor' | 'startedAt'>) {
    this.kept ??= { ...first, sent: 0 };
    return { ...this.kept };
  }

  async save(progress: Pick<Progress, 'sent' | 'total' | 'finishedAt'>) {
    this.kept = { ...this.kept!, ...progress };
  }
}

const common = { repository: 'checkout', group: 'checkout/test', at: 0 };
const list: Delivery[] = Array.from({ length: 400 }, (_, place) =>
  place % 10 === 0
    ? {
        ...common,
        door: 'junit',
        id: `upload-${place}`,
        query: {
          repository: 'github.com/demo-shop/checkout',
          sha: `${place}`,
          job: 'test',
          attempt: '1',
        },
        body: '<testsuites/>',
      }
    : {
        ...common,
        door: 'github',
        id: `delivery-${place}`,
        event: 'push',
        payload: { place, text: 'naïve €' },
      },
);

// Hundreds of requests take their time on a busy machine.
jest.setTimeout(60_000);

describe('Loader', () => {
  const door = new Doorkeeper('right-secret', 'right-token');
  let baseUrl: string;
  let store: MemoryProgressStore;
  const generate = jest.fn((_anchor: number) => list);

  beforeEach(async () => {
    store = new MemoryProgressStore();
    generate.mockClear();
    door.accepted.length = 0;
    door.objection = () => undefined;
  });
  beforeAll(async () => {
    baseUrl = await door.open();
  });
  afterAll(() => door.close());

  function createLoader(secrets?: {
    githubSecret?: string;
    junitToken?: string;
  }) {
    const receiver = {
      githubSecret: 'right-secret',
      junitToken: 'right-token',
      baseUrl: async () => baseUrl,
      ...secrets,
    };
    return new Loader({
      generate,
      store,
      send: createHttpSender(receiver, async () => {}),
      logger: mockServices.logger.mock(),
    });
  }

  it('sends everything once, signed', async () => {
    const loader = createLoader();
    expect(loader.status()).toMatchObject({ state: 'waiting', sent: 0 });
    await loader.run();
    expect(door.accepted).toHaveLength(list.length);
    expect(new Set(door.accepted).size).toBe(list.length);
    expect(door.accepted).toContain('delivery-1');
    expect(door.accepted).toContain(
      'repository=github.com%2Fdemo-shop%2Fcheckout&sha=10&job=test&attempt=1',
    );
    expect(loader.status()).toEqual({
      enabled: true,
      state: 'done',
      sent: 400,
      total: 400,
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    });
  });

  it('sends nothing on the next start', async () => {
    await createLoader().run();
    door.accepted.length = 0;
    const again = createLoader();
    await again.run();
    expect(door.accepted).toEqual([]);
    expect(again.status()).toMatchObject({ state: 'done', sent: 400 });
    expect(generate).toHaveBeenCalledTimes(1);
  });

  it('goes on where it was interrupted, with the same list', async () => {
    const first = createLoader();
    door.objection = accepted => {
      if (accepted >= 150) first.stop();
      return undefined;
    };
    await first.run();
    const before = [...door.accepted];
    expect(before.length).toBeLessThan(list.length);
    expect(first.status().state).toBe('sending');
    expect(store.kept?.sent).toBeGreaterThanOrEqual(100);

    door.accepted.length = 0;
    door.objection = () => undefined;
    const second = createLoader();
    await second.run();
    expect(second.status().state).toBe('done');
    expect(door.accepted.length).toBeLessThanOrEqual(300);
    expect(new Set([...before, ...door.accepted]).size).toBe(list.length);
    expect(generate.mock.calls[1]).toEqual(generate.mock.calls[0]);
  });

  it('never counts a delivery that was not accepted', async () => {
    const loader = createLoader();
    door.objection = accepted => (accepted === 55 ? 400 : undefined);
    await loader.run();
    expect(store.kept?.sent).toBeLessThanOrEqual(55);
    expect(store.kept?.finishedAt).toBeUndefined();
    expect(loader.status().state).toBe('failed');
  });

  it('asks a busy receiver again', async () => {
    let asked = 0;
    door.objection = () => {
      asked += 1;
      if (asked % 7 === 0) return asked % 2 ? 503 : 429;
      return undefined;
    };
    const loader = createLoader();
    await loader.run();
    expect(loader.status()).toMatchObject({ state: 'done', sent: 400 });
    expect(new Set(door.accepted).size).toBe(list.length);
  });

  it('gives up on a receiver that stays busy', async () => {
    let asked = 0;
    door.objection = () => {
      asked += 1;
      return 503;
    };
    const loader = createLoader();
    await loader.run();
    expect(loader.status()).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('did not accept a delivery: 503'),
    });
    expect(asked).toBeLessThanOrEqual(12 * 11);
  });

  it.each([{ githubSecret: 'wrong' }, { junitToken: 'wrong' }])(
    'stops at once on a wrong secret, and says which setting: %j',
    async secrets => {
      const loader = createLoader(secrets);
      await loader.run();
      expect(loader.status()).toMatchObject({
        state: 'failed',
        message: expect.stringMatching(/401.*trace\.sources\.github\.secrets/),
      });
      expect(door.accepted.length).toBeLessThan(30);
    },
  );

  it('says what is missing when there is no such source', async () => {
    door.objection = () => 404;
    const loader = createLoader();
    await loader.run();
    expect(loader.status().message).toContain('Is it installed');
  });
});
