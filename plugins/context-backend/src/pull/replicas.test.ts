import { createDeferred } from '@backstage/types';
import knexFactory, { Knex } from 'knex';
import {
  dueRefs,
  history,
  mark,
  prepare,
  pullerOf,
  ref,
  section,
  sourceOf,
  TestClock,
} from '../__testUtils__/pulling';
import { eachDatabase } from '../__testUtils__/databases';

describe('a replica', () => {
  eachDatabase('does not ask what another one asks', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const underWay = createDeferred();
    const release = createDeferred();
    const slow = pullerOf(
      knex,
      sourceOf(async refs => {
        underWay.resolve();
        await release;
        return refs.map(each => section(each));
      }),
    );
    const source = sourceOf(refs => refs.map(each => section(each)));
    const other = pullerOf(knex, source);
    const first = slow.pullOnce();
    await underWay;
    expect(await other.pullOnce()).toBe(0);
    expect(source.asked).toEqual([]);
    release.resolve();
    await first;
    await mark(knex, [ref('a')]);
    expect(await other.pullOnce()).toBe(1);
  });

  eachDatabase('that was silent too long writes nothing', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const clock = new TestClock();
    const underWay = createDeferred();
    const release = createDeferred();
    const silent = pullerOf(
      knex,
      sourceOf(async refs => {
        underWay.resolve();
        await release;
        return refs.map(each => section(each, { headline: 'old' }));
      }),
      { clock: clock.now },
    );
    const first = silent.pullOnce();
    await underWay;
    clock.pass(60_000);
    const other = pullerOf(
      knex,
      sourceOf(refs => refs.map(each => section(each, { headline: 'new' }))),
      { clock: clock.now },
    );
    expect(await other.pullOnce()).toBe(1);
    await mark(knex, [ref('a')]);
    release.resolve();
    await first;
    expect(await history(knex)).toEqual([`1 ${ref('a')} trace: new`]);
    expect(await dueRefs(knex)).toEqual([ref('a')]);
  });

  eachDatabase('that stops leaves everything as it was', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const underWay = createDeferred();
    const puller = pullerOf(
      knex,
      sourceOf(() => {
        underWay.resolve();
        return new Promise(() => {});
      }),
    );
    const pull = puller.pullOnce();
    await underWay;
    puller.stop();
    await pull;
    const [plugin] = await knex('plugins');
    expect(plugin).toMatchObject({ lease_owner: null, failing_since: null });
    expect(await knex('due')).toMatchObject([{ attempts: 0, problem: null }]);
    const next = sourceOf(refs => refs.map(each => section(each)));
    expect(await pullerOf(knex, next).pullOnce()).toBe(1);
  });
});

/** Another replica's connections to the same database. */
async function withReplica(
  knex: Knex,
  test: (replica: Knex) => Promise<void>,
): Promise<void> {
  const { client, connection } = knex.client.config;
  // knex hides the password from whoever copies the rest.
  const { password } = connection;
  const replica = knexFactory({
    client,
    connection: { ...connection, password },
  });
  try {
    await test(replica);
  } finally {
    await replica.destroy();
  }
}

describe('two replicas', () => {
  eachDatabase('never ask a plugin at the same time', async (knex, id) => {
    // SQLite is for one process.
    if (id === 'SQLITE_3') return;
    await withReplica(knex, async replica => {
      const refs = [...Array(600).keys()].map(ref);
      await prepare(knex, { refs });
      let underWay = 0;
      let most = 0;
      const source = () =>
        sourceOf(async asked => {
          underWay += 1;
          most = Math.max(most, underWay);
          await mark(knex, [ref(5)]);
          await new Promise(resolve => setTimeout(resolve, 5));
          underWay -= 1;
          return asked.map(each => section(each));
        });
      const sources = [source(), source()];
      const pullers = [knex, replica].map((each, index) =>
        pullerOf(each, sources[index]),
      );
      const work = async (puller: (typeof pullers)[number]) => {
        for (let n = 0; n < 40; n += 1) {
          await puller.pullOnce();
          await new Promise(resolve => setTimeout(resolve, 1));
        }
      };
      await Promise.all(pullers.map(work));
      expect(most).toBe(1);
      // Both had their part, or the test would show nothing.
      sources.forEach(({ asked }) => expect(asked.length).toBeGreaterThan(0));
      expect(await history(knex)).toHaveLength(600);
    });
  });

  eachDatabase('commit revisions in their order', async (knex, id) => {
    if (id === 'SQLITE_3') return;
    await withReplica(knex, async replica => {
      const refs = [...Array(300).keys()].map(ref);
      const pluginIds = ['trace', 'rota', 'ownership', 'devex'];
      await prepare(knex, { pluginIds, refs });
      let running = true;
      const gaps: unknown[] = [];
      const watch = async () => {
        while (running) {
          const { rows } = await replica.raw(
            `SELECT head.revision::int AS head, COUNT(revisions.revision)::int AS count,
               COALESCE(MAX(revisions.revision), 0)::int AS last
             FROM head LEFT JOIN revisions ON true GROUP BY head.revision`,
          );
          const [{ head, count, last }] = rows;
          // Whoever reads up to a number has everything before it.
          if (head !== count || head !== last) gaps.push(rows[0]);
        }
      };
      const pull = async (pluginId: string, index: number) => {
        const source = sourceOf(
          asked => asked.map(each => section(each, { sectionId: pluginId })),
          pluginId,
        );
        const puller = pullerOf([knex, replica][index % 2], source);
        while ((await puller.pullOnce()) > 0);
      };
      const watching = watch();
      await Promise.all(pluginIds.map(pull));
      running = false;
      await watching;
      expect(gaps).toEqual([]);
      expect(await history(knex)).toHaveLength(1_200);
    });
  });
});
