import { mockServices } from '@backstage/backend-test-utils';
import {
  HistoryContext,
  HistoryGroup,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { factAbout } from '../__testUtils__/hmacConnector';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { createHistoryStore } from '../database/inbox/HistoryStore';
import { HistoryGroups } from './HistoryGroups';
import { HistoryRunner } from './HistoryRunner';

const source = { id: 'forge', title: 'Forge', gives: ['changes'] };

function history(
  name: string,
  run: (context: HistoryContext) => Promise<void>,
): HistoryProvider {
  return {
    id: `forge:${name}`,
    source,
    repository: `forge.example.com/shop/${name}`,
    frequency: { hours: 1 },
    run,
  };
}

function setUp(knex: Knex, list: HistoryGroup['list']) {
  const store = createHistoryStore(knex);
  const group = {
    id: 'forge',
    source,
    concurrency: 1,
    list,
    problem: undefined as string | undefined,
  } satisfies HistoryGroup;
  const newGroups = () =>
    new HistoryGroups({
      groups: [group],
      store,
      runner: new HistoryRunner({
        store,
        providers: [],
        appendFacts,
        logger: mockServices.logger.mock(),
      }),
      claimedRepositories: async () => ['forge.example.com/shop/web'],
      logger: mockServices.logger.mock(),
    });
  return { store, group, newGroups };
}

/** Runs what is due, one after the other, until nothing is. */
async function runAll(groups: HistoryGroups) {
  while (await groups.runNext('forge'));
}

describe('HistoryGroups', () => {
  eachDatabase('runs what is listed, in its order, once', async knex => {
    const ran: string[] = [];
    const named = (name: string) =>
      history(name, async ({ write }) => {
        ran.push(name);
        await write({
          facts: [factAbout(`commit:${name}`), factAbout('commit:shared')],
          checkpoint: {},
          done: 1,
          notes: [`${name} is archived.`],
        });
      });
    const { store, newGroups } = setUp(knex, async () => [
      named('web'),
      named('api'),
    ]);
    const groups = newGroups();
    await groups.refresh();
    expect(groups.providers.map(({ id }) => id)).toEqual([
      'forge:web',
      'forge:api',
    ]);
    await runAll(groups);
    expect(ran).toEqual(['web', 'api']);
    expect(await store.list(['forge:api', 'forge:web'])).toMatchObject([
      // What the first had said already is nothing new.
      { state: 'done', newFacts: 1, notes: ['api is archived.'] },
      { state: 'done', newFacts: 2, completedAt: expect.any(Date) },
    ]);

    // Another start-up is no reason to read everything again.
    const restarted = newGroups();
    await restarted.refresh();
    await runAll(restarted);
    expect(ran).toHaveLength(2);
  });

  eachDatabase(
    'reads what was never read before it reads again',
    async knex => {
      const ran: string[] = [];
      const named = (name: string) =>
        history(name, async () => {
          ran.push(name);
        });
      let names = ['old'];
      const { newGroups } = setUp(knex, async () => names.map(named));
      const groups = newGroups();
      await groups.refresh();
      await runAll(groups);
      await knex('histories').update({ next_run_at: new Date(0) });
      names = ['old', 'new'];
      await groups.refresh();
      await runAll(groups);
      expect(ran).toEqual(['old', 'new', 'old']);
    },
  );

  eachDatabase(
    'runs one history once, on however many replicas',
    async knex => {
      let running = 0;
      let most = 0;
      const slow = history('web', async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(resolve => setTimeout(resolve, 20));
        running -= 1;
      });
      const { newGroups } = setUp(knex, async () => [slow]);
      const replicas = [newGroups(), newGroups(), newGroups()];
      await Promise.all(replicas.map(replica => replica.refresh()));
      const ran = await Promise.all(
        replicas.map(replica => replica.runNext('forge')),
      );
      expect(most).toBe(1);
      expect(ran.filter(count => count === 1)).toHaveLength(1);
    },
  );

  eachDatabase(
    'says why nothing can be listed, and keeps what was',
    async knex => {
      let fails = false;
      const { newGroups } = setUp(knex, async ({ claimedRepositories }) => {
        if (fails) throw new Error('The token was revoked.');
        return (await claimedRepositories()).map(name =>
          history(name, async () => {}),
        );
      });
      const groups = newGroups();
      await groups.refresh();
      expect(groups.problemOf('forge')).toBeUndefined();
      fails = true;
      await groups.refresh();
      expect(groups.problemOf('forge')).toBe('The token was revoked.');
      expect(groups.problemOf('another')).toBeUndefined();
      expect(groups.providers.map(({ id }) => id)).toEqual([
        'forge:forge.example.com/shop/web',
      ]);
      fails = false;
      await groups.refresh();
      expect(groups.problemOf('forge')).toBeUndefined();
    },
  );

  eachDatabase('says what a listing lacks, and runs the rest', async knex => {
    const ran: string[] = [];
    const { group, newGroups } = setUp(knex, async () => [
      history('new', async () => {
        ran.push('new');
      }),
    ]);
    const groups = newGroups();
    group.problem = 'shop/*: not allowed';
    await groups.refresh();
    expect(groups.problemOf('forge')).toBe('shop/*: not allowed');
    await runAll(groups);
    expect(ran).toEqual(['new']);
    group.problem = undefined;
    await groups.refresh();
    expect(groups.problemOf('forge')).toBeUndefined();
  });

  eachDatabase('stops in the middle and goes on from there', async knex => {
    const seen: unknown[] = [];
    let stop = async () => {};
    let stopIt: Promise<void> | undefined;
    const endless = history('web', async ({ checkpoint, signal, write }) => {
      seen.push(checkpoint);
      for (let next = 1; !signal.aborted; next += 1) {
        await write({ facts: [], checkpoint: { next }, done: next });
        if (next === 3) stopIt = stop();
      }
    });
    const { store, newGroups } = setUp(knex, async () => [endless]);
    const groups = newGroups();
    stop = () => groups.stop();
    await groups.refresh();
    await groups.runNext('forge');
    await stopIt;
    const [stopped] = await store.list(['forge:web']);
    expect(stopped).toMatchObject({ state: 'waiting', done: 3 });
    expect([...(await store.due(new Date()))]).toEqual([
      ['forge:web', 'unread'],
    ]);
    expect(await groups.runNext('forge')).toBe(0);
    expect(seen).toEqual([undefined]);
  });
});
