import { mockServices } from '@backstage/backend-test-utils';
import { Fact } from '@throughline/plugin-trace-common';
import {
  HistoryContext,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { factAbout } from '../__testUtils__/hmacConnector';
import { storedSubjects } from '../__testUtils__/inbox';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { createHistoryStore } from '../database/inbox/HistoryStore';
import { HistoryRunner } from './HistoryRunner';
import { AppendFacts } from './InboxProcessor';

const TOTAL = 5;
const forever = new AbortController().signal;

/** Writes `commit:0` to `commit:4`, one at a time, from its checkpoint on. */
function countingHistory(
  run: (context: HistoryContext) => Promise<void> = countUp,
): HistoryProvider {
  return {
    id: 'git:example',
    source: { id: 'git', title: 'Git', gives: ['commits'] },
    repository: 'example.com/shop/web',
    frequency: { hours: 1 },
    run,
  };
}

async function countUp({ checkpoint, signal, write }: HistoryContext) {
  const from = Number(checkpoint?.next ?? 0);
  for (let next = from; next < TOTAL && !signal.aborted; next += 1) {
    await write({
      facts: [factAbout(`commit:${next}`)],
      checkpoint: { next: next + 1 },
      done: next + 1,
      total: TOTAL,
    });
  }
}

async function setUp(
  knex: Knex,
  provider: HistoryProvider,
  append: AppendFacts = appendFacts,
) {
  const store = createHistoryStore(knex);
  await store.register([
    { id: provider.id, source: 'git', repository: provider.repository },
  ]);
  const newRunner = (appendTo = append) =>
    new HistoryRunner({
      store,
      providers: [provider],
      appendFacts: appendTo,
      logger: mockServices.logger.mock(),
    });
  const state = async () => (await store.list([provider.id]))[0];
  return { store, newRunner, state };
}

describe('HistoryRunner', () => {
  eachDatabase('stores facts, checkpoint and progress', async knex => {
    const provider = countingHistory();
    const { newRunner, state } = await setUp(knex, provider);
    expect(await state()).toMatchObject({ state: 'waiting', done: 0 });
    await expect(newRunner().runIfDue(provider, forever)).resolves.toBe(true);
    expect(await state()).toMatchObject({
      state: 'done',
      done: TOTAL,
      total: TOTAL,
    });
    expect(await storedSubjects(knex)).toEqual(
      [0, 1, 2, 3, 4].map(n => `commit:${n}`),
    );
  });

  eachDatabase(
    'runs at start-up, then only when its frequency has passed',
    async knex => {
      const provider = countingHistory();
      const { newRunner } = await setUp(knex, provider);
      const runner = newRunner();
      await expect(runner.runIfDue(provider, forever)).resolves.toBe(true);
      await expect(runner.runIfDue(provider, forever)).resolves.toBe(false);
      await expect(newRunner().runIfDue(provider, forever)).resolves.toBe(true);

      await knex('histories').update({ next_run_at: new Date(Date.now() - 1) });
      await expect(runner.runIfDue(provider, forever)).resolves.toBe(true);
    },
  );

  eachDatabase('goes on exactly where a failed write left off', async knex => {
    const provider = countingHistory();
    const failAt3 = async (tx: Knex.Transaction, facts: Fact[]) => {
      const appended = await appendFacts(tx, facts);
      if (facts[0].subject === 'commit:3') throw new Error('disk full');
      return appended;
    };
    const { newRunner, state } = await setUp(knex, provider, failAt3);
    await newRunner().runIfDue(provider, forever);
    expect(await state()).toMatchObject({
      state: 'failed',
      message: 'disk full',
      done: 3,
    });
    expect(await storedSubjects(knex)).toEqual(
      [0, 1, 2].map(n => `commit:${n}`),
    );

    const appended: string[] = [];
    await newRunner(async (tx, facts) => {
      appended.push(...facts.map(fact => fact.subject));
      return appendFacts(tx, facts);
    }).runIfDue(provider, forever);
    expect(appended).toEqual(['commit:3', 'commit:4']);
    expect(await state()).toMatchObject({
      state: 'done',
      message: undefined,
      done: TOTAL,
    });
  });

  eachDatabase('waits for its next turn when it is stopped', async knex => {
    const stop = new AbortController();
    const provider = countingHistory(async context => {
      await countUp({
        ...context,
        async write(batch) {
          await context.write(batch);
          if (batch.done === 2) stop.abort();
        },
      });
    });
    const { newRunner, state } = await setUp(knex, provider);
    await newRunner().runIfDue(provider, stop.signal);
    expect(await state()).toMatchObject({ state: 'waiting', done: 2 });

    await newRunner().runIfDue(provider, forever);
    expect(await state()).toMatchObject({ state: 'done', done: TOTAL });
  });

  eachDatabase('runs on one replica at a time', async knex => {
    let running = 0;
    let most = 0;
    const provider = countingHistory(async context => {
      running += 1;
      most = Math.max(most, running);
      await countUp(context);
      running -= 1;
    });
    const { newRunner } = await setUp(knex, provider);
    const ran = await Promise.all(
      [newRunner(), newRunner(), newRunner()].map(runner =>
        runner.runIfDue(provider, forever),
      ),
    );
    expect(most).toBe(1);
    expect(ran).toContain(true);
    expect(await storedSubjects(knex)).toHaveLength(TOTAL);
  });

  eachDatabase(
    'takes over from a replica that died, which then writes no more',
    async knex => {
      let zombie: HistoryContext['write'] | undefined;
      const successor: { run?: () => Promise<unknown> } = {};
      const provider = countingHistory(async context => {
        if (zombie) return countUp(context);
        zombie = context.write;
        // As if this replica were suspended: its lease runs out meanwhile.
        await knex('histories').update({
          lease_until: new Date(Date.now() - 1),
        });
        await successor.run?.();
        return countUp(context);
      });
      const { newRunner, state } = await setUp(knex, provider);
      successor.run = () => newRunner().runIfDue(provider, forever);
      await newRunner().runIfDue(provider, forever);
      // The successor's end stands: the zombie's was not recorded.
      expect(await state()).toMatchObject({ state: 'done', done: TOTAL });
      await expect(
        zombie!({
          facts: [factAbout('late')],
          checkpoint: { next: 0 },
          done: 0,
        }),
      ).rejects.toThrow('Another replica has taken over');
      expect(await storedSubjects(knex)).not.toContain('late');
      expect(await state()).toMatchObject({ done: TOTAL });
    },
  );

  eachDatabase(
    'keeps its checkpoint when it is registered again',
    async knex => {
      const provider = countingHistory();
      const { newRunner, store } = await setUp(knex, provider);
      const scheduler = mockServices.scheduler.mock();
      await newRunner().runIfDue(provider, forever);
      await newRunner().start(scheduler);
      expect((await store.list([provider.id]))[0]).toMatchObject({
        state: 'done',
        done: TOTAL,
      });
      expect(scheduler.scheduleTask).toHaveBeenCalledTimes(1);
      expect(scheduler.scheduleTask.mock.calls[0][0]).toMatchObject({
        id: 'history-git:example',
        scope: 'local',
      });
    },
  );
});
