import { eachDatabase } from '../../__testUtils__/databases';
import { createInboxStore } from './InboxStore';
import { NewDelivery } from './types';

function delivery(source: string, deliveryId: string): NewDelivery {
  return {
    source,
    deliveryId,
    event: 'thing',
    context: {},
    body: Buffer.from(`${source} ${deliveryId}`),
    bodyBytes: 10,
    receivedAt: new Date(),
  };
}

describe('InboxStore', () => {
  eachDatabase('stores the first of equal ones in a list', async knex => {
    const store = createInboxStore(knex);
    await expect(
      store.insert([
        delivery('a', '1'),
        delivery('a', '1'),
        delivery('b', '1'),
        delivery('a', '2'),
      ]),
    ).resolves.toEqual([true, false, true, true]);
    await expect(
      store.insert([delivery('a', '2'), delivery('a', '3')]),
    ).resolves.toEqual([false, true]);

    expect(await store.counters()).toMatchObject([
      { source: 'a', counts: { received: 3 } },
      { source: 'b', counts: { received: 1 } },
    ]);
  });

  eachDatabase('stores as many at once as come together', async knex => {
    const store = createInboxStore(knex);
    const many = Array.from({ length: 100 }, (_, n) => delivery('a', `${n}`));
    await expect(store.insert(many)).resolves.toEqual(many.map(() => true));
  });

  eachDatabase('keeps the newest times, whatever the order', async knex => {
    const store = createInboxStore(knex);
    const at = (iso: string, id: string) => ({
      ...delivery('a', id),
      receivedAt: new Date(iso),
    });
    await store.insert([at('2026-03-02T00:00:00.000Z', '1')]);
    await store.insert([at('2026-03-01T00:00:00.000Z', '2')]);
    await store.addRefusals([{ source: 'a', count: 2, lastAt: new Date(0) }]);
    const [{ lastReceivedAt, reflectedUntil, refused }] =
      await store.counters();
    expect(lastReceivedAt?.toISOString()).toBe('2026-03-02T00:00:00.000Z');
    expect(reflectedUntil).toBeUndefined();
    expect(refused).toBe(2);

    // Failed ones are not reflected; of the others the newest is.
    await store.transaction(async tx => {
      const [newest, oldest] = await store.claim(tx, {
        deliveries: 10,
        bytes: 1_000,
      });
      await store.finish(tx, [
        { ...newest, status: 'failed', reason: 'x' },
        { ...oldest, status: 'ignored', reason: 'x' },
      ]);
    });
    const [after] = await store.counters();
    expect(after.reflectedUntil?.toISOString()).toBe(
      '2026-03-01T00:00:00.000Z',
    );
    expect(after.counts).toEqual({
      received: 0,
      projected: 0,
      ignored: 1,
      failed: 1,
    });
  });
});
