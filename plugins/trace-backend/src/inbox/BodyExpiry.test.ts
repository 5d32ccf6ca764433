import { mockServices } from '@backstage/backend-test-utils';
import { eachDatabase } from '../__testUtils__/databases';
import { setUpInbox, signedRequest } from '../__testUtils__/inbox';
import { BodyExpiry } from './BodyExpiry';

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

describe('BodyExpiry', () => {
  eachDatabase(
    'drops bodies when their time is over, and never the rows',
    async knex => {
      const { inbox, processor, expiry, store } = setUpInbox(knex);
      const idsWithBody = async () =>
        knex('deliveries')
          .whereNotNull('body')
          .orderBy('seq')
          .pluck('delivery_id');
      for (const payload of [
        { id: 'projected' },
        { id: 'ignored', ignore: 'x' },
        { id: 'failed', missing: 'x' },
      ]) {
        await inbox.accept('test', signedRequest(payload));
      }
      await processor.processOnce();
      await inbox.accept('test', signedRequest({ id: 'waiting' }));

      await expect(expiry.expire(inDays(29))).resolves.toBe(0);
      await expect(expiry.expire(inDays(31))).resolves.toBe(2);
      expect(await idsWithBody()).toEqual(['failed', 'waiting']);
      await expect(expiry.expire(inDays(91))).resolves.toBe(1);
      expect(await idsWithBody()).toEqual(['waiting']);

      await expect(
        inbox.accept('test', signedRequest({ id: 'projected' })),
      ).resolves.toMatchObject({ duplicate: true });
      const rows = await store.list({ limit: 10 });
      expect(rows).toHaveLength(4);
      await expect(store.requeue(rows[3].seq)).resolves.toBe('expired');
    },
  );

  it('goes on until a batch is not full', async () => {
    const left = { projected: 1_200, ignored: 0, failed: 0 };
    const { expiry } = expiryOf(left);
    await expect(expiry.expire(new Date())).resolves.toBe(1_200);
    expect(left.projected).toBe(0);
  });

  it('stops between batches when it is told to', async () => {
    const left = { projected: 1_200, ignored: 0, failed: 0 };
    const stop = new AbortController();
    const { expiry } = expiryOf(left, () => stop.abort());
    await expect(expiry.expire(new Date(), stop.signal)).resolves.toBe(500);
  });
});

function expiryOf(
  left: Record<'projected' | 'ignored' | 'failed', number>,
  onBatch: () => void = () => {},
) {
  return {
    expiry: new BodyExpiry({
      store: {
        async expireBodies({ status, limit }) {
          const expired = Math.min(left[status], limit);
          left[status] -= expired;
          onBatch();
          return expired;
        },
      },
      retentionMs: DAY,
      failedRetentionMs: DAY,
      logger: mockServices.logger.mock(),
    }),
  };
}
