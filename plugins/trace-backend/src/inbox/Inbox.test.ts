import { eachDatabase } from '../__testUtils__/databases';
import { hmacConnector, TestPayload } from '../__testUtils__/hmacConnector';
import {
  countedStatuses,
  SECRET,
  setUpInbox,
  signedRequest,
} from '../__testUtils__/inbox';
import { decompress } from './compression';

describe('Inbox', () => {
  eachDatabase('stores a verified delivery before it answers', async knex => {
    const { inbox } = setUpInbox(knex);
    await expect(
      inbox.accept('test', signedRequest({ id: 'a' })),
    ).resolves.toEqual({ deliveryId: 'a', duplicate: false });

    const [row] = await knex('deliveries');
    expect(row).toMatchObject({
      source: 'test',
      delivery_id: 'a',
      event: 'thing',
      status: 'received',
      context: '{"type":"application/json"}',
      body_bytes: '{"id":"a"}'.length,
    });
  });

  eachDatabase('stores the same delivery id once per source', async knex => {
    const { inbox, sources } = setUpInbox(knex, {
      config: {
        sources: ['test', 'other'].map(id => ({
          id,
          connector: 'test',
          secrets: [SECRET],
        })),
      },
    });
    await inbox.accept('test', signedRequest({ id: 'a' }));
    await expect(
      inbox.accept('test', signedRequest({ id: 'a', ignore: 'changed' })),
    ).resolves.toEqual({ deliveryId: 'a', duplicate: true });
    await expect(
      inbox.accept('other', signedRequest({ id: 'a' })),
    ).resolves.toEqual({ deliveryId: 'a', duplicate: false });

    expect(await knex('deliveries').orderBy('seq').pluck('source')).toEqual([
      'test',
      'other',
    ]);
    expect(await sources()).toEqual([
      expect.objectContaining({
        id: 'other',
        counts: expect.objectContaining({ received: 1 }),
      }),
      expect.objectContaining({
        id: 'test',
        counts: expect.objectContaining({ received: 1 }),
      }),
    ]);
  });

  eachDatabase(
    'tells exactly one of many at the same time that it is new',
    async knex => {
      // Two inboxes on one database, as two replicas have.
      const replicas = [setUpInbox(knex), setUpInbox(knex)];
      const answers = await Promise.all(
        Array.from({ length: 300 }, (_, index) => {
          // Each replica gets every id five times, in opposite orders.
          const replica = index % 2;
          const id = Math.floor(index / 2) % 30;
          return replicas[replica].inbox.accept(
            'test',
            signedRequest({ id: `d${replica ? id : 29 - id}` }),
          );
        }),
      );
      const ids = Array.from({ length: 30 }, (_, index) => `d${index}`).sort();
      expect(
        answers
          .filter(answer => !answer.duplicate)
          .map(answer => answer.deliveryId)
          .sort(),
      ).toEqual(ids);
      expect((await knex('deliveries').pluck('delivery_id')).sort()).toEqual(
        ids,
      );
      expect((await replicas[0].store.counters())[0].counts).toEqual(
        await countedStatuses(knex),
      );
    },
  );

  eachDatabase('refuses an envelope that cannot be filed', async knex => {
    const accept = (deliveryId: string, context = {}) =>
      setUpInbox(knex, {
        connectors: [
          hmacConnector({
            identify: async () => ({ deliveryId, event: 'thing', context }),
          }),
        ],
      }).inbox.accept('test', signedRequest({ id: 'a' }));
    await expect(accept('')).rejects.toThrow('The delivery id must have 1 to');
    await expect(accept('a\0b')).rejects.toThrow('no NUL');
    await expect(accept('x'.repeat(201))).rejects.toThrow('1 to 200');
    await expect(accept('a', { big: 'x'.repeat(20_000) })).rejects.toThrow(
      'at most 16384',
    );
    expect(await knex('deliveries')).toEqual([]);
  });
  eachDatabase('stores in place of the body what it is told to', async knex => {
    const { inbox } = setUpInbox(knex, {
      connectors: [
        hmacConnector({
          identify: async () => ({
            deliveryId: 'a',
            event: 'thing',
            body: Buffer.from('{"id":"a"}'),
          }),
        }),
      ],
    });
    const request = signedRequest({ id: 'a', ignore: 'a secret' });
    await inbox.accept('test', request);
    const [row] = await knex('deliveries');
    expect((await decompress(row.body)).toString()).toBe('{"id":"a"}');
    expect(row.body_bytes).toBe(10);
  });

  describe('a delivery from inside', () => {
    const unsigned = (payload: TestPayload) => ({
      headers: {},
      query: {},
      body: Buffer.from(JSON.stringify(payload)),
    });

    eachDatabase('needs no secret, and is the same delivery', async knex => {
      const { inbox } = setUpInbox(knex);
      const delivered = () => inbox.deliver('test', unsigned({ id: 'a' }));
      const posted = () => inbox.accept('test', signedRequest({ id: 'a' }));
      expect(await delivered()).toEqual({ deliveryId: 'a', duplicate: false });
      expect(await posted()).toEqual({ deliveryId: 'a', duplicate: true });
      expect(await delivered()).toEqual({ deliveryId: 'a', duplicate: true });
      expect(await knex('deliveries').pluck('delivery_id')).toEqual(['a']);
    });

    eachDatabase('counts as refused when it is not understood', async knex => {
      const { inbox, refusals, sources } = setUpInbox(knex);
      expect(inbox.sources).toEqual(['test']);
      const noJson = { headers: {}, query: {}, body: Buffer.from('<xml/>') };
      await expect(inbox.deliver('test', noJson)).rejects.toThrow('not JSON');
      await expect(inbox.deliver('other', noJson)).rejects.toThrow(
        'There is no source "other"',
      );
      await refusals.flush();
      expect(await sources()).toMatchObject([{ refused: { count: 1 } }]);
      expect(await knex('deliveries')).toEqual([]);
    });

    eachDatabase('is held to the scope of its source', async knex => {
      const { inbox } = setUpInbox(knex, {
        connectors: [
          hmacConnector({
            speaksOf: async () => [{ of: 'ticket', field: 'id', key: 'SEC-1' }],
          }),
        ],
        config: {
          sources: [
            {
              id: 'test',
              connector: 'test',
              secrets: [],
              scope: { entities: [], repositories: [], projects: ['PAY'] },
            },
          ],
        },
      });
      await expect(
        inbox.deliver('test', unsigned({ id: 'a' })),
      ).rejects.toThrow('speaks of the ticket SEC-1');
      expect(await knex('deliveries')).toEqual([]);
    });
  });
});
