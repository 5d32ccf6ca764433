import { eachDatabase } from '../../__testUtils__/databases';
import { ask, OWN, SHOP, tracesIn } from '../../erasure/__testUtils__/story';
import { createHistoryStore } from './HistoryStore';

const SHOP_HISTORY = 'github:shop';
const lease = { id: SHOP_HISTORY, owner: 'replica' };

describe('HistoryStore, after somebody was erased', () => {
  eachDatabase('knows none that is called after them', async knex => {
    await ask(knex);
    const store = createHistoryStore(knex);
    await store.register(
      [
        { id: `github:${OWN}`, repository: OWN },
        { id: 'github:7', repository: OWN },
        { id: `github:${OWN}`, repository: SHOP },
        { id: SHOP_HISTORY, repository: SHOP },
      ].map(history => ({ ...history, source: 'github' })),
    );
    expect(await knex('histories').pluck('id')).toEqual([SHOP_HISTORY]);
    expect(await tracesIn(knex)).toEqual([]);
  });

  eachDatabase('writes nothing that names them', async knex => {
    const { pseudonym } = await ask(knex);
    const store = createHistoryStore(knex);
    await store.register([
      { id: SHOP_HISTORY, source: 'github', repository: SHOP },
    ]);
    const now = new Date();
    const leaseUntil = new Date(now.getTime() + 60_000);
    await store.claim({ ...lease, now, leaseUntil, early: true });
    await store.transaction(tx =>
      store.writeProgress(tx, lease, {
        checkpoint: {
          version: 1,
          cursor: 'open==',
          refused: ['checks'],
          unread: { count: 1, first: 'The tag by Rosa: no date' },
        },
        done: 1,
        notes: ['Left out: the tag by Rosa.'],
        newFacts: 0,
      }),
    );
    const [written] = await knex('histories');
    expect(JSON.parse(written.checkpoint)).toEqual({
      version: 1,
      cursor: 'open==',
      refused: ['checks'],
      unread: { count: 1, first: `The tag by ${pseudonym}: no date` },
    });
    expect(JSON.parse(written.notes)).toEqual([
      `Left out: the tag by ${pseudonym}.`,
    ]);
    const message = 'Rosa Muñoz has no access to github.com/rosa/tools';
    await store.end(lease, { state: 'failed', message, nextRunAt: now });
    const [ended] = await store.list([SHOP_HISTORY]);
    expect(ended).toMatchObject({
      state: 'failed',
      message: `${pseudonym} has no access to github.com/${pseudonym}/tools`,
    });
    expect(await tracesIn(knex)).toEqual([]);
  });
});
