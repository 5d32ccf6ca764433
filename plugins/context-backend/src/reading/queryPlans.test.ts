import { Knex } from 'knex';
import { plansOf, SCAN } from '@throughline/test-kit';
import { eachDatabase } from '../__testUtils__/databases';
import { readLooks } from './operations/looks';
import { readHistory } from './operations/readHistory';
import {
  readRevisionAtTime,
  readTimeOfRevision,
  readTimesOfRevisions,
} from './operations/readMoments';
import { readSections } from './operations/readSections';
import { readSectionsAt } from './operations/readSectionsAt';

const ENTITIES = 10_000;
/** As long as those of plugins are, roughly. */
const BODY = 'x'.repeat(1_000);
const REVISIONS = 90_000;

/** Ten thousand entities with three sections each, of which much changes. */
async function fill(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const numbers = (count: number) =>
    isPostgres
      ? `generate_series(1, ${count}) AS s(n)`
      : `(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${count}) SELECT n FROM s) AS s`;
  const time = (n: string) =>
    isPostgres
      ? `TIMESTAMPTZ '2026-01-01' + ${n} * INTERVAL '1 second'`
      : `1767225600000 + ${n} * 1000`;
  const put = (table: string, columns: string, values: string, count: number) =>
    knex.raw(
      `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${numbers(
        count,
      )}`,
    );
  const text = (value: string) => `CAST(${value} AS text)`;
  const entity = `'component:default/e' || ${text(`n % ${ENTITIES}`)}`;
  const sectionId = `'p' || ${text(`n / ${ENTITIES} % 3`)}`;
  await put(
    'sections',
    'entity_ref, section_id, plugin_id, revision, hash, body, changed_at, as_of, pulled_at',
    `${entity}, ${sectionId}, ${sectionId}, ${
      REVISIONS - 3 * ENTITIES
    } + n, 'h', '"${BODY}"', ${['n', 'n', 'n'].map(time).join(', ')}`,
    3 * ENTITIES,
  );
  await put(
    'revisions',
    'revision, entity_ref, section_id, plugin_id, body, recorded_at',
    `n, ${entity}, ${sectionId}, ${sectionId}, '{}', ${time('n')}`,
    REVISIONS,
  );
  await put(
    'looks',
    'user_ref, entity_ref, baseline_revision, seen_revision, seen_at',
    `'user:default/u' || ${text(`n / ${ENTITIES}`)}, ${entity}, 1, n, ${time(
      'n',
    )}`,
    5 * ENTITIES,
  );
  await knex('head').update({ revision: REVISIONS });
  await knex.raw('ANALYZE');
}

const refs = (count: number) =>
  Array.from({ length: count }, (_, i) => `component:default/e${i * 7}`);

// `head` has one row, `moments` are values of the query itself.
const GOES_THROUGH = new RegExp(
  SCAN.source
    .replace('Seq Scan on', 'Seq Scan on (?!head\\b)')
    .replace(
      'near',
      '\\d+ CONSTANT|head|moments|newest|revisions_of_entity|near',
    ),
);

describe('queries of reading use their indexes', () => {
  const half = REVISIONS / 2;

  eachDatabase('for one entity and for a hundred', async knex => {
    await fill(knex);
    const noTime = new Date('2026-01-01T04:00:00Z');
    const reads: Array<[index: RegExp, read: () => Promise<unknown>]> = [
      ...[1, 100].flatMap(
        (count): Array<[index: RegExp, read: () => Promise<unknown>]> => [
          [
            // PostgreSQL may skip through the few plugins of the other index.
            /sections_pkey|sections_plugin_idx|sqlite_autoindex_sections_1/,
            () => readSections(knex, refs(count)),
          ],
          [
            /revisions_entity_idx/,
            () =>
              readSectionsAt(
                knex,
                new Map(refs(count).map(ref => [ref, half])),
                { changedSince: true },
              ),
          ],
          [
            /looks_pkey|sqlite_autoindex_looks_1/,
            () => readLooks(knex, 'user:default/u3', refs(count)),
          ],
        ],
      ),
      [/revisions_recorded_idx/, () => readRevisionAtTime(knex, noTime)],
      [
        /revisions_pkey|INTEGER PRIMARY KEY|sqlite_autoindex_revisions_1/,
        () => readTimeOfRevision(knex, half),
      ],
      [
        /revisions_pkey|INTEGER PRIMARY KEY|sqlite_autoindex_revisions_1/,
        () => readTimesOfRevisions(knex, [1, 7, half]),
      ],
      [
        /revisions_entity_idx/,
        () =>
          readHistory(knex, refs(2)[1], { after: 5, before: half, limit: 26 }),
      ],
    ];
    for (const [index, read] of reads) {
      const plans = await plansOf(knex, read);
      expect(plans).toMatch(index);
      expect(plans).not.toMatch(GOES_THROUGH);
    }
  });

  eachDatabase('and the history reads no more than its page', async knex => {
    await fill(knex);
    const rows = await readHistory(knex, 'component:default/e7', {
      after: 5,
      before: half,
      limit: 2,
    });
    expect(rows).toHaveLength(2);
    expect(rows[0].after.revision).toBeLessThan(half);
    for (const { before, after } of rows) {
      expect(before!.sectionId).toBe(after.sectionId);
      expect(before!.revision).toBe(after.revision - 3 * ENTITIES);
    }
  });
});
