import { mockServices } from '@backstage/backend-test-utils';
import { Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import {
  factAbout,
  hmacConnector,
  TestPayload,
} from '../__testUtils__/hmacConnector';
import {
  countedStatuses,
  setUpInbox,
  signedRequest,
  storedSubjects,
} from '../__testUtils__/inbox';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { InboxParts } from './createInbox';

async function receive(
  { inbox }: InboxParts,
  payloads: TestPayload[],
): Promise<void> {
  for (const payload of payloads) {
    await inbox.accept('test', signedRequest(payload));
  }
}

/** Stores facts, unless one of them is poison: then it throws halfway. */
function appendUnlessPoison(error: Error) {
  return async (tx: Knex.Transaction, facts: Fact[]) => {
    const appended = await appendFacts(tx, facts);
    if (facts.some(fact => fact.subject === 'poison')) throw error;
    return appended;
  };
}

describe('InboxProcessor', () => {
  eachDatabase(
    'records of each delivery what became of it and why',
    async knex => {
      const parts = setUpInbox(knex);
      await receive(parts, [
        { id: 'facts' },
        { id: 'ignored', ignore: 'Nobody needs it' },
        { id: 'broken', missing: 'pull_request.number' },
        { id: 'bug', crash: 'undefined is not a function' },
        { id: 'nothing', facts: [] },
      ]);
      await expect(parts.processor.processOnce()).resolves.toBe(5);
      await expect(parts.processor.processOnce()).resolves.toBe(0);

      const rows = await knex('deliveries')
        .select('delivery_id', 'status', 'reason', 'path', 'attempts')
        .orderBy('seq');
      const common = { reason: null, path: null, attempts: 1 };
      expect(rows).toEqual([
        { ...common, delivery_id: 'facts', status: 'projected' },
        {
          ...common,
          delivery_id: 'ignored',
          status: 'ignored',
          reason: 'Nobody needs it',
        },
        {
          ...common,
          delivery_id: 'broken',
          status: 'failed',
          reason: 'expected a number',
          path: 'pull_request.number',
        },
        {
          ...common,
          delivery_id: 'bug',
          status: 'failed',
          reason: 'internal: TypeError',
        },
        { ...common, delivery_id: 'nothing', status: 'projected' },
      ]);
      expect(await storedSubjects(knex)).toEqual(['thing:facts']);
      expect((await parts.store.counters())[0]).toMatchObject({
        counts: { received: 0, projected: 2, ignored: 1, failed: 2 },
        lastReceivedAt: expect.any(Date),
        reflectedUntil: expect.any(Date),
      });
    },
  );

  eachDatabase('fails what it has no connector for any more', async knex => {
    await receive(setUpInbox(knex), [{ id: 'a' }]);
    const without = setUpInbox(knex, {
      connectors: [],
      config: { sources: [] },
    });
    await without.processor.processOnce();
    expect((await knex('deliveries'))[0]).toMatchObject({
      status: 'failed',
      reason: 'No connector is installed for the source "test"',
    });
  });

  eachDatabase(
    'lets a delivery whose facts cannot be stored fail alone',
    async knex => {
      const logger = mockServices.logger.mock();
      const parts = setUpInbox(knex, {
        logger,
        appendFacts: appendUnlessPoison(new Error('number 0123 is too odd')),
      });
      await receive(parts, [
        { id: 'before' },
        { id: 'poison', facts: [factAbout('half'), factAbout('poison')] },
        { id: 'after' },
      ]);
      await expect(parts.processor.processOnce()).resolves.toBe(3);

      expect(
        await knex('deliveries').select('status', 'reason').orderBy('seq'),
      ).toEqual([
        { status: 'projected', reason: null },
        { status: 'failed', reason: 'internal: Error' },
        { status: 'projected', reason: null },
      ]);
      // Nothing of the poisonous one is left.
      expect(await storedSubjects(knex)).toEqual([
        'thing:after',
        'thing:before',
      ]);
      expect((await parts.store.counters())[0].counts).toEqual(
        await countedStatuses(knex),
      );
      // What the error says may quote the payload; the log must not.
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(JSON.stringify(logger.error.mock.calls)).not.toContain('0123');
    },
  );

  eachDatabase(
    'leaves deliveries as they were when the database goes away',
    async knex => {
      const lost = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      const parts = setUpInbox(knex, {
        appendFacts: appendUnlessPoison(lost),
      });
      await receive(parts, [
        { id: 'before' },
        { id: 'poison', facts: [factAbout('poison')] },
      ]);
      await expect(parts.processor.processOnce()).rejects.toThrow('reset');
      expect(await countedStatuses(knex)).toMatchObject({ received: 2 });
      expect(await storedSubjects(knex)).toEqual([]);

      await expect(setUpInbox(knex).processor.processOnce()).resolves.toBe(2);
      expect(await countedStatuses(knex)).toMatchObject({ projected: 2 });
    },
  );

  eachDatabase(
    'fails none when the database goes away while they go one by one',
    async knex => {
      const errors = [
        new Error('too odd'),
        Object.assign(new Error('shutting down'), { code: '57P01' }),
      ];
      const parts = setUpInbox(knex, {
        appendFacts: () => Promise.reject(errors.shift()),
      });
      await receive(parts, [{ id: 'a' }, { id: 'b' }]);
      await expect(parts.processor.processOnce()).rejects.toThrow(
        'shutting down',
      );
      expect(await countedStatuses(knex)).toMatchObject({ received: 2 });
    },
  );

  eachDatabase('tells once the facts are committed', async knex => {
    const seen: string[][] = [];
    const parts = setUpInbox(knex, {
      onFacts: async () => seen.push(await storedSubjects(knex)),
    });
    await receive(parts, [{ id: 'a' }]);
    await parts.processor.processOnce();
    await storedSubjects(knex);
    expect(seen).toEqual([['thing:a']]);
  });

  eachDatabase(
    'processes each delivery once with several processors at work',
    async knex => {
      const normalised: string[] = [];
      const connector = hmacConnector();
      const replicas = [1, 2, 3].map(() =>
        setUpInbox(knex, {
          connectors: [
            {
              ...connector,
              async normalise(delivery) {
                normalised.push(JSON.parse(delivery.body.toString()).id);
                return connector.normalise(delivery);
              },
            },
          ],
        }),
      );
      const ids = Array.from({ length: 450 }, (_, index) => `d${index}`);
      await Promise.all(
        ids.map(id => replicas[0].inbox.accept('test', signedRequest({ id }))),
      );

      const shares = await Promise.all(
        replicas.map(async ({ processor }) => {
          let share = 0;
          for (;;) {
            const done = await processor.processOnce();
            if (done === 0) return share;
            share += done;
          }
        }),
      );
      expect(shares.reduce((sum, share) => sum + share)).toBe(450);
      expect([...normalised].sort()).toEqual([...ids].sort());
      expect(await storedSubjects(knex)).toHaveLength(450);
      expect((await replicas[0].store.counters())[0].counts).toEqual({
        received: 0,
        projected: 450,
        ignored: 0,
        failed: 0,
      });
    },
  );

  eachDatabase('takes no more bytes at once than it should', async knex => {
    const parts = setUpInbox(knex);
    const big = 'x'.repeat(3 * 1024 * 1024);
    await receive(
      parts,
      ['a', 'b'].map(id => ({ id, ignore: big })),
    );
    await expect(parts.processor.processOnce()).resolves.toBe(1);
    await expect(parts.processor.processOnce()).resolves.toBe(1);
    const [{ reason }] = await knex('deliveries');
    expect(reason).toHaveLength(501);
  });

  eachDatabase('processes a failed delivery again after a fix', async knex => {
    const broken = setUpInbox(knex);
    await receive(broken, [{ id: 'a', missing: 'number' }]);
    await broken.processor.processOnce();
    const [{ seq }] = await broken.store.list({ limit: 1 });

    const fixed = setUpInbox(knex, {
      connectors: [
        hmacConnector({
          normalise: async () => ({
            outcome: 'facts',
            facts: [factAbout('fixed')],
          }),
        }),
      ],
    });
    await expect(fixed.store.requeue(seq)).resolves.toBe('requeued');
    await expect(fixed.store.requeue(seq)).resolves.toBe('waiting');
    await expect(fixed.store.requeue(seq + 1)).resolves.toBe('unknown');
    expect((await fixed.store.counters())[0].counts).toEqual(
      await countedStatuses(knex),
    );

    await fixed.processor.processOnce();
    expect(await storedSubjects(knex)).toEqual(['fixed']);
    expect((await knex('deliveries'))[0]).toMatchObject({
      status: 'projected',
      reason: null,
      path: null,
      attempts: 2,
    });
    expect((await fixed.store.counters())[0].counts).toEqual(
      await countedStatuses(knex),
    );
  });
});
