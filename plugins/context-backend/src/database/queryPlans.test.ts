import { plansOf, SCAN, SORT } from '@throughline/test-kit';
import { Knex } from 'knex';
import { mockServices } from '@backstage/backend-test-utils';
import { eachDatabase } from '../__testUtils__/databases';
import {
  drain,
  pullerOf,
  ref,
  section,
  sourceOf,
} from '../__testUtils__/pulling';
import { Due } from '../service/Due';
import { Retention } from '../service/Retention';
import { readSourceStates } from '../service/sourceStates';
import { readEtags, readRefsAfter, readTitles } from './operations/entities';
import { markExpired } from './operations/markExpired';
import { readQuietPlugins } from './operations/readQuietPlugins';
import { gone, readHeld, writeRevisions } from './operations/sections';
import { hurryTurns, readTurns } from './operations/turns';

const DAY = 86_400_000;
const BEGIN = Date.UTC(2026, 0, 1);
/** So many seconds after the beginning of what is filled in. */
const at = (seconds: number) => new Date(BEGIN + seconds * 1_000);

/** 5,000 entities with two sections and four revisions each, most of it due. */
async function fill(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const series = (count: number) =>
    isPostgres
      ? `generate_series(1, ${count}) AS s(n)`
      : `(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${count}) SELECT n FROM s) AS s`;
  const time = (seconds: string) =>
    isPostgres
      ? `to_timestamp(${BEGIN / 1_000} + ${seconds})`
      : `(${BEGIN} + (${seconds}) * 1000)`;
  const plugin = `CASE WHEN n % 2 = 0 THEN 'trace' ELSE 'rota' END`;
  await knex('plugins').insert([{ plugin_id: 'trace' }, { plugin_id: 'rota' }]);
  await knex('head').update({ revision: 20_000 });
  await knex.raw(`
    INSERT INTO entities (entity_ref, etag, title, seen_at)
    SELECT 'component:default/' || n, '1', 'Component ' || n, ${time(
      'n',
    )} FROM ${series(5_000)}`);
  await knex.raw(`
    INSERT INTO revisions (revision, entity_ref, section_id, plugin_id, body, recorded_at)
    SELECT n, 'component:default/' || (n / 2 % 5000), ${plugin}, ${plugin},
      '{}', ${time('n')}
    FROM ${series(20_000)}`);
  await knex.raw(`
    INSERT INTO sections (entity_ref, section_id, plugin_id, revision, hash, body,
      changed_at, as_of, valid_until, pulled_at)
    SELECT 'component:default/' || (n / 2), ${plugin}, ${plugin}, 10000 + n, 'x',
      '{}', ${time('n')}, ${time('n')},
      CASE WHEN n % 10 = 0 THEN ${time('n')} END, ${time('n')}
    FROM ${series(10_000)}`);
  await knex.raw(`
    INSERT INTO due (plugin_id, entity_ref, due_at, marks)
    SELECT ${plugin}, 'component:default/' || (n / 2), ${time('n')}, 1
    FROM ${series(10_000)}`);
  await knex.raw(`
    INSERT INTO looks (user_ref, entity_ref, baseline_revision, seen_revision, seen_at)
    SELECT 'user:default/' || (n % 50), 'component:default/' || n, 1, 1, ${time(
      'n',
    )}
    FROM ${series(10_000)}`);
  await knex.raw('ANALYZE');
}

/**
 * Tables that grow and are read as a whole: `plugins` has a row for each plugin,
 * `head` has one, and the values of a query are no table.
 */
const scans = (plans: string) =>
  plans
    .split('\n')
    .filter(
      line => SCAN.test(line) && !/\b(plugins|head|VALUES CLAUSE)\b/.test(line),
    );

describe('queries of the read model use their indexes', () => {
  eachDatabase('what is due', async knex => {
    await fill(knex);
    const plans = await plansOf(knex, () =>
      readTurns(knex, 'trace', at(5_000), 100),
    );
    expect(plans).toContain('due_idx');
    expect(plans).not.toMatch(SCAN);
    expect(plans).not.toMatch(SORT);
  });

  eachDatabase('a pull from beginning to end', async knex => {
    await fill(knex);
    const now = at(150).getTime();
    await knex('sections').update({ valid_until: null });
    await knex.raw('ANALYZE');
    const source = sourceOf(refs =>
      refs.map(each => section(each, { headline: `News of ${each}` })),
    );
    const puller = pullerOf(knex, source, { clock: () => now });
    const plans = await plansOf(knex, () => drain(puller));
    expect(source.asked[0].length).toBeGreaterThan(50);
    expect(scans(plans)).toEqual([]);
  });

  eachDatabase('what has expired', async knex => {
    await fill(knex);
    const plans = await plansOf(knex, () => markExpired(knex, 'trace', at(50)));
    expect(plans).toContain('sections_valid_until_idx');
    expect(scans(plans)).toEqual([]);
  });

  eachDatabase('a signal, and hurrying after a failure', async knex => {
    await fill(knex);
    const plans = await plansOf(knex, async () => {
      await new Due({ knex, wake() {} }).mark('trace', [ref(7), ref(8)]);
      await knex.transaction(tx => hurryTurns(tx, 'trace', at(9_990)));
    });
    expect(scans(plans)).toEqual([]);
  });

  eachDatabase('the catalog, page by page', async knex => {
    await fill(knex);
    const plans = await plansOf(knex, async () => {
      await readEtags(knex, [ref(7), ref(8)]);
      await knex.transaction(async tx => {
        const held = await readHeld(tx, [ref(7), ref(8)]);
        await writeRevisions(
          tx,
          held.map(each => gone(each, new Date())),
          new Date(),
        );
      });
    });
    expect(scans(plans)).toEqual([]);
    // Without the lead of an index it would sort all refs for every page.
    const paging = await plansOf(knex, () => readRefsAfter(knex, ref(2), 500));
    expect(paging).not.toMatch(SORT);
    expect(scans(paging)).toEqual([]);
  });

  eachDatabase('how things stand with plugins', async knex => {
    await fill(knex);
    const refs = [...Array(100).keys()].map(ref);
    const plans = await plansOf(knex, () =>
      readSourceStates(knex, [{ id: 'trace' }, { id: 'rota' }], refs),
    );
    expect(scans(plans)).toEqual([]);
    await knex('due').where({ plugin_id: 'rota' }).delete();
    await knex('plugins').update({ answered_at: at(1) });
    const quiet = await plansOf(knex, async () => {
      expect(
        await readQuietPlugins(knex, {
          pluginIds: ['trace', 'rota'],
          since: at(2),
        }),
      ).toHaveLength(1);
      await readTitles(knex, refs);
    });
    expect(scans(quiet)).toEqual([]);
  });

  eachDatabase('what has outlived its retention', async knex => {
    await fill(knex);
    const retention = new Retention({
      knex,
      pluginIds: ['trace', 'rota'],
      retentionMs: 10 * DAY,
      lookRetentionMs: 10 * DAY,
      logger: mockServices.logger.mock(),
    });
    const now = new Date(at(300).getTime() + 10 * DAY);
    const plans = await plansOf(knex, async () => {
      await retention.expireRevisions(now);
      await retention.expireLooks(now);
    });
    expect(scans(plans)).toEqual([]);
  });
});
