import { plansOf, SCAN } from '@throughline/test-kit';
import { Knex } from 'knex';
import { tell } from '../../__testUtils__/backend';
import { eachDatabase } from '../../__testUtils__/databases';
import {
  ENTITIES,
  REPOSITORY,
  scenario,
  sha,
} from '../../__testUtils__/scenario';
import { request } from '../../__testUtils__/shop';
import { HeldFacts } from '../../flow/HeldFacts';
import { applyCatalog } from '../../service/applyCatalog';
import { readFlows } from './flowChanges';
import { replacePaths } from './flowPaths';
import { readFlowDeployments } from './flowRollouts';
import { raiseFlowVersions, readFlowVersions } from './flowVersions';

const CART = 'component:default/cart';
const WISHLIST = 'component:default/wishlist';
const BOTH = new Set([CART, WISHLIST]);

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();

async function flowsOf(knex: Knex, refs = BOTH, since = at(0)) {
  const flows = await readFlows(knex, refs, since);
  return new Map(flows.map(flow => [flow.change.id, flow]));
}

describe('what flow and metrics are read from', () => {
  eachDatabase('says when what happened, and nothing of who', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, scenario());
    const { change, incidents } = (await flowsOf(knex)).get(request(2))!;
    expect(change).toEqual({
      entityRef: CART,
      id: request(2),
      written: 'none-seen',
      notes: ['reverted'],
      gaps: [],
      startedAt: at(1),
      createdAt: at(3),
      readyAt: at(3),
      firstReviewAt: at(6),
      mergedAt: at(7),
      stages: [
        { stage: 'in-progress', entered: at(1), left: at(3) },
        { stage: 'waiting-for-review', entered: at(3), left: at(6) },
        { stage: 'merge', entered: at(6), left: at(7) },
        { stage: 'deploy', entered: at(7), left: at(24) },
        { stage: 'deployed', entered: at(24) },
      ],
      deliveries: [
        {
          environment: 'staging',
          production: false,
          release: false,
          at: at(14),
          by: expect.stringMatching(/\/2$/),
        },
        {
          environment: 'production',
          production: true,
          release: false,
          at: at(24),
          by: expect.stringMatching(/\/4$/),
        },
        expect.objectContaining({ environment: 'release', release: true }),
      ],
      deliveredAt: at(24),
      tests: [expect.objectContaining({ at: at(5), flaky: true })],
      // By the typo.
      changedAgainAt: at(19),
    });
    expect(incidents).toEqual([
      expect.objectContaining({
        cause: request(2),
        certainty: 'said',
        openedAt: at(31),
      }),
    ]);
    const rows: Array<{ flow: string }> = await knex('flow_changes').select();
    expect(rows.length).toBeGreaterThan(4);
    expect(JSON.stringify(rows)).not.toMatch(/\bada\b|\bbo\b|"author/);
  });

  eachDatabase('is read by what is still of interest', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, scenario());
    const direct = `change:${REPOSITORY}@${sha('f1')}`;
    expect([...(await flowsOf(knex, new Set([WISHLIST]))).keys()]).toEqual(
      expect.not.arrayContaining([request(2), direct]),
    );
    // #4 waits for production, #2 for the end of its incident.
    const later = await flowsOf(knex, new Set([CART]), at(300));
    expect([...later.keys()].sort()).toEqual([request(2), request(4)]);
    const deployments = await readFlowDeployments(
      knex,
      new Set([CART]),
      at(29),
    );
    expect(
      deployments.filter(({ release }) => !release).map(one => one.outcome),
    ).toEqual(['rollback', 'redeploy']);
  });

  eachDatabase('goes with the entity', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, scenario());
    await applyCatalog(
      knex,
      ENTITIES.filter(({ ref }) => ref !== CART),
    );
    for (const table of ['flow_changes', 'flow_versions']) {
      const left = await knex(table).where({ entity_ref: CART });
      expect({ table, left }).toEqual({ table, left: [] });
    }
    expect((await flowsOf(knex)).size).toBeGreaterThan(0);
  });

  eachDatabase(
    'has another version only when it became another',
    async knex => {
      await applyCatalog(knex, ENTITIES);
      const deliveries = scenario();
      await tell(knex, deliveries);
      const before = await readFlowVersions(knex, BOTH);
      expect(before.get(CART)).toBeGreaterThan(0);
      const reviews = deliveries.filter(facts =>
        facts.every(({ subject }) => subject.startsWith('change:')),
      );
      await tell(knex, reviews);
      expect(await readFlowVersions(knex, BOTH)).toEqual(before);
    },
  );

  eachDatabase('is changed again whatever is told first', async knex => {
    await applyCatalog(knex, ENTITIES);
    const told = scenario();
    await tell(knex, [...told].reverse());
    const again = async (id: string) =>
      (await flowsOf(knex)).get(id)?.change.changedAgainAt;
    expect(await again(request(2))).toBe(at(19));
    // The last of the three has none after it.
    expect(await again(request(4))).toBeUndefined();
    await knex.transaction(tx =>
      replacePaths(tx, [`change:${REPOSITORY}@${sha('f1')}`], [], []),
    );
    expect(await again(request(2))).toBe(at(25));
  });
});

describe('what is held of entities', () => {
  eachDatabase('is what is stored, and read again by version', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, scenario());
    const ofChanges: unknown[] = [];
    const heard = ({ sql, bindings }: { sql: string; bindings: unknown }) => {
      if (/select .* from .?flow_changes/.test(sql)) ofChanges.push(bindings);
    };
    const held = new HeldFacts(knex, 1_000);
    const ids = async (facts: HeldFacts, since: string) => {
      const versions = await readFlowVersions(knex, BOTH);
      const { changes } = await facts.read(BOTH, versions, since);
      return changes.map(({ entityRef, id }) => `${entityRef} ${id}`).sort();
    };
    const all = await ids(held, at(0));
    knex.on('query', heard);
    // Of less time than what is held, it is a part of that.
    const late = await ids(held, at(300));
    expect(ofChanges).toEqual([]);
    expect(all.length).toBeGreaterThan(late.length);
    expect(late).toEqual(await ids(new HeldFacts(knex, 0), at(300)));

    ofChanges.length = 0;
    await knex('flow_changes')
      .where({ change_key: request(2) })
      .delete();
    expect(await ids(held, at(0))).toEqual(all);
    await knex.transaction(tx => raiseFlowVersions(tx, [CART]));
    expect(await ids(held, at(0))).toEqual(
      all.filter(one => one !== `${CART} ${request(2)}`),
    );
    expect(ofChanges).toHaveLength(1);
    expect(JSON.stringify(ofChanges)).not.toContain(WISHLIST);
    knex.removeListener('query', heard);
  });

  eachDatabase('is no more than what may be held', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, scenario());
    const versions = await readFlowVersions(knex, BOTH);
    const none = new HeldFacts(knex, 0);
    const before = await none.read(BOTH, versions, at(0));
    await knex('flow_changes').delete();
    expect(before.changes.length).toBeGreaterThan(0);
    expect((await none.read(BOTH, versions, at(0))).changes).toEqual([]);
  });
});

const ROWS = 30_000;

/** Enough rows that a database prefers its indexes. */
async function fill(knex: Knex): Promise<void> {
  const numbers =
    knex.client.config.client === 'pg'
      ? `generate_series(1, ${ROWS}) AS s(n)`
      : `(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${ROWS}) SELECT n FROM s) AS s`;
  const entity = `'component:default/e' || (n % 100)`;
  const time = `'2026-01-01T00:00:' || (10000 + n) || 'Z'`;
  for (const [table, columns, values] of [
    [
      'flow_changes',
      'entity_ref, change_key, until, flow',
      `${entity}, 'change:' || n, ${time}, '{"change":{},"incidents":[]}'`,
    ],
    [
      'flow_paths',
      'repository, path, landed_at, change_key',
      `'r' || (n % 10), 'p' || (n / 20), ${time}, 'change:' || n`,
    ],
    [
      'rollouts',
      'entity_ref, environment, key, release, production, repository, sha, at, version, outcome, missing',
      `${entity}, 'production', 'd' || n, n < 0, n > 0, 'r', 's', ${time}, 'v', 'forward', '[]'`,
    ],
  ]) {
    await knex.raw(
      `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${numbers}`,
    );
  }
  await knex.raw('ANALYZE');
}

const ENTITY = new Set(['component:default/e3']);
const LATE = `2026-01-01T00:00:${10_000 + ROWS - 50}Z`;

describe('queries of flow use their indexes', () => {
  eachDatabase('for one entity, and for a short time', async knex => {
    await fill(knex);
    const many = new Set(
      Array.from({ length: 101 }, (_, index) => `component:default/e${index}`),
    );
    const plans = await plansOf(knex, async () => {
      await readFlows(knex, ENTITY, LATE);
      await readFlowDeployments(knex, ENTITY, LATE);
      await readFlows(knex, many, LATE);
      await readFlowDeployments(knex, many, LATE);
    });
    expect(plans).not.toMatch(SCAN);
  });

  eachDatabase('for what was changed next and last', async knex => {
    await fill(knex);
    const plans = await plansOf(knex, () =>
      knex.transaction(tx =>
        replacePaths(
          tx,
          ['change:77'],
          [
            {
              changeKey: 'change:77',
              repository: 'r7',
              landedAt: LATE,
              paths: ['a.ts'],
            },
          ],
          [],
        ),
      ),
    );
    expect(plans).toContain('flow_paths');
    expect(plans).not.toMatch(SCAN);
  });
});
