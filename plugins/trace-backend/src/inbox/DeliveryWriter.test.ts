import { createDeferred } from '@backstage/types';
import { NewDelivery } from '../database/inbox/types';
import { DeliveryWriter } from './DeliveryWriter';

function delivery(deliveryId: string, bytes = 10): NewDelivery {
  return {
    source: 'test',
    deliveryId,
    event: 'thing',
    context: {},
    body: Buffer.alloc(bytes),
    bodyBytes: bytes,
    receivedAt: new Date(),
  };
}

/** A store whose inserts end when the test says so. */
function slowStore() {
  const inserts: Array<{
    ids: string[];
    result: ReturnType<typeof createDeferred<boolean[]>>;
  }> = [];
  return {
    inserts,
    async insert(deliveries: NewDelivery[]) {
      const result = createDeferred<boolean[]>();
      inserts.push({ ids: deliveries.map(d => d.deliveryId), result });
      return result;
    },
  };
}

const settle = () => new Promise(resolve => setImmediate(resolve));
const LIMITS = { deliveries: 3, bytes: 1_000 };

describe('DeliveryWriter', () => {
  it('writes what came during a transaction in the next one', async () => {
    const store = slowStore();
    const writer = new DeliveryWriter({ store, limits: LIMITS });
    const answers = ['a', 'b', 'c'].map(id => writer.write(delivery(id)));
    await settle();
    expect(store.inserts.map(insert => insert.ids)).toEqual([['a']]);

    store.inserts[0].result.resolve([true]);
    await settle();
    expect(store.inserts.map(insert => insert.ids)).toEqual([
      ['a'],
      ['b', 'c'],
    ]);

    store.inserts[1].result.resolve([false, true]);
    await expect(Promise.all(answers)).resolves.toEqual([true, false, true]);
  });

  it('answers nobody before the commit', async () => {
    const store = slowStore();
    const writer = new DeliveryWriter({ store, limits: LIMITS });
    const answered = jest.fn();
    const answer = writer.write(delivery('a')).then(answered);
    await settle();
    expect(answered).not.toHaveBeenCalled();
    store.inserts[0].result.resolve([true]);
    await answer;
    expect(answered).toHaveBeenCalledWith(true);
  });

  it('refuses what is too much, by number and by bytes', async () => {
    const store = slowStore();
    const writer = new DeliveryWriter({ store, limits: LIMITS });
    void writer.write(delivery('under way'));
    await settle();
    void writer.write(delivery('a', 600));
    await expect(writer.write(delivery('b', 600))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    void writer.write(delivery('c'));
    void writer.write(delivery('d'));
    await expect(writer.write(delivery('e'))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });

    store.inserts[0].result.resolve([true]);
    await settle();
    expect(store.inserts[1].ids).toEqual(['a', 'c', 'd']);
  });

  it('stores the neighbours of one that cannot be stored', async () => {
    const writer = new DeliveryWriter({
      store: {
        async insert(deliveries) {
          if (deliveries.some(d => d.deliveryId === 'bad')) {
            throw new Error('value too odd');
          }
          return deliveries.map(() => true);
        },
      },
      limits: LIMITS,
    });
    const answers = await Promise.allSettled([
      writer.write(delivery('first')),
      writer.write(delivery('bad')),
      writer.write(delivery('good')),
    ]);
    expect(answers).toEqual([
      { status: 'fulfilled', value: true },
      { status: 'rejected', reason: new Error('value too odd') },
      { status: 'fulfilled', value: true },
    ]);
  });

  it('asks to send again when the database is gone, without trying each', async () => {
    const insert = jest.fn(async () => {
      throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    });
    const writer = new DeliveryWriter({ store: { insert }, limits: LIMITS });
    const answers = await Promise.allSettled(
      ['a', 'b', 'c'].map(id => writer.write(delivery(id))),
    );
    expect(answers.map(answer => answer.status)).toEqual([
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(answers[2]).toMatchObject({
      reason: { name: 'ServiceUnavailableError' },
    });
    // Twice for the first, twice for the other two together.
    expect(insert).toHaveBeenCalledTimes(4);
  });

  it('stores what waits when it is closed, and takes no more', async () => {
    const store = slowStore();
    const writer = new DeliveryWriter({ store, limits: LIMITS });
    const answer = writer.write(delivery('a'));
    const closed = writer.close();
    await expect(writer.write(delivery('b'))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await settle();
    store.inserts[0].result.resolve([true]);
    await closed;
    await expect(answer).resolves.toBe(true);
  });
});
