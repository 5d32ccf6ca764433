import { Knex } from 'knex';
import { eachDatabase } from '../../__testUtils__/databases';
import { Rollout } from '../../graph/environments';
import { plansOf, SCAN, SORT } from '@throughline/test-kit';
import { readCarriedChanges } from './operations/carried';
import { readChainsPage } from './operations/chains';
import { readAncestors, readFirstParents } from './operations/commits';
import { readEdgesFrom, readEdgesTo } from './operations/edges';
import { readNodeEntities } from './operations/entities';
import { readFacts } from './operations/facts';
import { readLastFailures, readLineEnds, readLines } from './operations/lines';
import { readNodes } from './operations/nodes';
import {
  readChainsOf,
  readChainsWithIncidents,
  readLastChanges,
  readSeenRepositories,
  readWaiting,
} from './operations/overview';
import { readBeside } from './operations/rolloutBatches';
import { readRolloutCommits, readSteps } from './operations/rollouts';
import { readUnownedGlobs } from './operations/unowned';
import { claimWork, Queue } from './operations/work';

const ROWS = 60_000;

/** A year of ten entities: enough rows that a database prefers its indexes. */
async function fill(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const numbers = isPostgres
    ? `generate_series(1, ${ROWS}) AS s(n)`
    : `(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${ROWS}) SELECT n FROM s) AS s`;
  const entity = `'component:default/e' || (n % 10)`;
  const environment = `'env' || (n % 3)`;
  const at = `'2026-01-01T00:00:' || substr('00000' || n, -5) || 'Z'`;
  const time = isPostgres
    ? `'2026-01-01T00:00:' || lpad(n::text, 5, '0') || 'Z'`
    : at;
  const [yes, no] = isPostgres ? ['true', 'false'] : ['1', '0'];
  const put = (table: string, columns: string, values: string) =>
    knex.raw(
      `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${numbers}`,
    );

  await put(
    'facts',
    'id, subject, at, rank, attributes',
    `'f' || n, 'commit:' || (n / 3), ${time}, 0, '{}'`,
  );
  await put(
    'work',
    'queue, key, enqueued_at',
    `CASE n % 4 WHEN 0 THEN 'subject' WHEN 1 THEN 'change' WHEN 2 THEN 'rollout' ELSE 'chain' END, 'k' || n, n`,
  );
  await put(
    'nodes',
    'key, kind, repository, title, at, state',
    `'commit:' || n, 'commit', 'r' || (n % 10), 't', ${time}, '{}'`,
  );
  await put(
    'edges',
    'owner, from_key, type, to_key, rule, confidence',
    `'o' || n, 'commit:' || (n / 3), CASE n % 2 WHEN 0 THEN 'head' ELSE 'ranOn' END, 'commit:' || (n / 2), 'x', 1`,
  );
  await put(
    'node_entities',
    'node_key, entity_ref',
    `'commit:' || n, ${entity}`,
  );
  await put(
    'commit_parents',
    'repository, sha, parent, position',
    `'r' || (n % 10), 's' || n, 's' || (n - 10), 0`,
  );
  await put(
    'rollouts',
    'entity_ref, environment, key, release, production, repository, sha, at, version, outcome, missing',
    `${entity}, ${environment}, 'd' || n, ${no}, n % 3 = 0, 'r', 's' || n, ${time}, 'v', 'forward', '[]'`,
  );
  await put(
    'rollout_failures',
    'entity_ref, environment, key, production, at, version',
    `${entity}, ${environment}, 'd' || n, ${yes}, ${time}, 'v'`,
  );
  await put(
    'rollout_commits',
    'entity_ref, environment, key, sha, direction',
    `${entity}, ${environment}, 'd' || n, 's' || (n / 2), 'added'`,
  );
  await put(
    'chains',
    'entity_ref, change_key, updated_at, stage, stage_since, waiting, incomplete, agent, author_login, live_in, search, chain',
    `${entity}, 'change:' || n, ${time}, 'deploy', ${time}, n % 100 = 0, ${no}, ${no}, 'login' || (n % 7), '', 'x', '{}'`,
  );
  await put(
    'unowned_changes',
    'change_key, glob, repository, landed_at, owned',
    `'change:' || n, 'docs/' || (n % 20) || '/**', 'r' || (n % 10), ${time}, ${no}`,
  );
  await knex.raw('ANALYZE');
}

const keys = (count: number) =>
  Array.from({ length: count }, (_, index) => `commit:${index * 7}`);

const LIBRARIES = ['component:default/e4', 'component:default/e5'];
const ROLLOUT = {
  entityRef: 'component:default/e3',
  environment: 'env1',
  key: 'd13',
  repository: 'r',
} as Rollout;
/** What was moved is few, and is gone through. */
const SCAN_OF_TABLE = new RegExp(
  SCAN.source.replace('(?!near', '(?!moved\\b|near'),
);

const page = (knex: Knex, filter: object, after?: string) =>
  readChainsPage(knex, 'component:default/e3', {
    filter,
    logins: ['login5'],
    seesRestricted: false,
    limit: 26,
    ...(after && { after: { updatedAt: after, id: 'change:9' } }),
  });

/** A range of the index that begins at a row, not a filter on what it holds. */
const BEGINS_AFTER = /Index Cond: .*\bROW\(|SEARCH .*,\w+\)<\(/;

/** Scans of tables, not of the refs that are asked for or the lines found. */
const LOOKED_THROUGH =
  /Seq Scan on|SCAN (?!asked\b|line\b|stages\b|counted\b|CONSTANT|\d+ CONSTANT)\w+/;

describe('queries of the graph use their indexes', () => {
  eachDatabase('where one entity, key or place is asked for', async knex => {
    await fill(knex);
    const expensive = new RegExp(`${SCAN.source}|${SORT.source}`);
    const MIDDLE = '2026-01-01T00:00:30000Z';

    for (const after of [undefined, MIDDLE]) {
      const plans = await plansOf(knex, () => page(knex, {}, after));
      expect(plans).toContain('chains_order_idx');
      expect(plans).not.toMatch(expensive);
      const mine = await plansOf(knex, () => page(knex, { mine: true }, after));
      expect(mine).toContain('chains_mine_idx');
      expect(mine).not.toMatch(expensive);
      if (after) {
        // Deep pages begin where the last one ended, not at the top.
        expect(plans).toMatch(BEGINS_AFTER);
      }
    }
    for (const filter of [{ waiting: true }, { search: 'fees' }]) {
      const plans = await plansOf(knex, () => page(knex, filter));
      expect(plans).not.toMatch(SCAN);
    }

    const neighbours = await plansOf(knex, () =>
      readBeside(knex, 'before', [
        {
          entityRef: 'component:default/e3',
          environment: 'env1',
          at: MIDDLE,
          key: 'd9',
        },
      ]),
    );
    expect(neighbours).toContain('rollouts_order_idx');
    expect(neighbours).toMatch(/Index Cond: .*\bROW\(|SEARCH o .* at<\?/);
    expect(neighbours).not.toMatch(SORT);

    for (const queue of ['subject', 'chain'] as Queue[]) {
      const claimed = await plansOf(knex, () =>
        knex.transaction(tx => claimWork(tx, queue, 200)),
      );
      expect(claimed).toContain('work_order_idx');
      expect(claimed).not.toMatch(expensive);
    }
  });

  eachDatabase('where a batch of keys is asked for', async knex => {
    await fill(knex);
    const shas = Array.from({ length: 100 }, (_, index) => `s${index * 9}`);
    const reads: Array<[index: RegExp, read: () => Promise<unknown>]> = [
      [/facts_subject_idx/, () => readFacts(knex, keys(500))],
      [/edges_from_idx/, () => readEdgesFrom(knex, keys(100))],
      [/edges_from_idx/, () => readEdgesFrom(knex, keys(100), ['head'])],
      [/edges_to_idx/, () => readEdgesTo(knex, keys(100), ['head', 'ranOn'])],
      [
        /node_entities_pkey|sqlite_autoindex_node_entities_1/,
        () => readNodeEntities(knex, keys(100)),
      ],
      [/nodes_pkey|sqlite_autoindex_nodes_1/, () => readNodes(knex, keys(100))],
      [/rollout_commits_sha_idx/, () => readSteps(knex, shas)],
      [
        /rollout_commits_pkey|sqlite_autoindex_rollout_commits_1/,
        () => readCarriedChanges(knex, ROLLOUT, 'added', LIBRARIES),
      ],
      [
        /edges_to_idx/,
        () => readCarriedChanges(knex, ROLLOUT, 'added', LIBRARIES),
      ],
      [
        /rollout_commits_pkey|sqlite_autoindex_rollout_commits_1/,
        () =>
          readRolloutCommits(knex, {
            entityRef: 'component:default/e3',
            environment: 'env1',
            key: 'd13',
          }),
      ],
      [
        /commit_parents_pkey|sqlite_autoindex_commit_parents_1/,
        () => readAncestors(knex, 'r3', ['s59993'], 256),
      ],
      [
        // PostgreSQL shows no plan for what a recursive step looks up.
        /WorkTable Scan on walk|sqlite_autoindex_commit_parents_1/,
        () => readFirstParents(knex, 'r3', [{ sha: 's59993', count: 40 }]),
      ],
    ];
    for (const [index, read] of reads) {
      const plans = await plansOf(knex, read);
      expect(plans).toMatch(index);
      expect(plans).not.toMatch(SCAN_OF_TABLE);
    }
  });

  eachDatabase('where many entities are looked over', async knex => {
    await fill(knex);
    const refs = Array.from(
      { length: 100 },
      (_, index) => `component:default/e${index}`,
    );
    const last = await plansOf(knex, () => readLastChanges(knex, refs));
    expect(last).toContain('chains_order_idx');
    const reads: Array<[index: RegExp, read: () => Promise<unknown>]> = [
      [/chains_order_idx/, () => readLastChanges(knex, refs)],
      [/chains_stage_idx/, () => readWaiting(knex, refs)],
      [/chains_incident_idx/, () => readChainsWithIncidents(knex, refs)],
      [
        /chains_pkey|sqlite_autoindex_chains_1|chains_change_idx/,
        () => readChainsOf(knex, refs, ['change:13', 'change:27']),
      ],
      [/nodes_repository_idx/, () => readSeenRepositories(knex, ['r3', 'no'])],
      [/rollouts_production_idx/, () => readLines(knex, refs)],
      [/rollouts_order_idx/, () => readLines(knex, refs)],
      [/rollouts_moved_idx/, () => readLineEnds(knex, refs)],
      [/rollout_failures_order_idx/, () => readLastFailures(knex, refs)],
    ];
    for (const [index, read] of reads) {
      const plans = await plansOf(knex, read);
      expect(plans).toMatch(index);
      expect(plans).not.toMatch(LOOKED_THROUGH);
    }
    const unowned = await plansOf(knex, () =>
      readUnownedGlobs(knex, 'r3', {
        since: '2026-01-01T00:00:30000Z',
        limit: 51,
      }),
    );
    expect(unowned).toContain('unowned_changes_recent_idx');
    expect(unowned).not.toMatch(/Seq Scan|SCAN unowned_changes/);
  });
});
