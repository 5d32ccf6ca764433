import { Entity } from '@backstage/catalog-model';
import {
  CoverageResponse,
  FlowResponse,
  FlowRowsResponse,
  MetricDefinition,
  MetricId,
} from '@throughline/plugin-trace-common';
import { allowing, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { REPOSITORY, scenario, sha } from '../__testUtils__/scenario';
import { CATALOG, request } from '../__testUtils__/shop';

const CART = 'component:default/cart';
const WISHLIST = 'component:default/wishlist';

/** A group, a system or a domain that is tied to others. */
function around(kind: string, name: string, relations: [string, string][]) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
  return entity;
}

const ENTITIES = [
  ...CATALOG.map(entity => ({
    ...entity,
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team-a' }],
  })),
  around('System', 'shop', [['hasPart', CART]]),
  around('Domain', 'retail', [['hasPart', 'system:default/shop']]),
  around('Group', 'team-a', [
    ['ownerOf', WISHLIST],
    ['parentOf', 'group:default/team-b'],
  ]),
  around('Group', 'team-b', [['ownerOf', CART]]),
];

const PERIOD = 'from=2026-01-01T00:00:00Z&to=2026-01-12T00:00:00Z';
const OF_CART = `${PERIOD}&scope=${CART}`;

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();

const metricOf = (
  { metrics }: FlowResponse,
  id: MetricId,
  definition: MetricDefinition = 'dora',
) =>
  metrics.find(metric => metric.id === id && metric.definition === definition)!;

describe('GET /flow', () => {
  eachDatabase('computes the metrics of an entity', async knex => {
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: scenario() },
      async as => {
        const { status, body } = await as('ada').get(`/flow?${OF_CART}`);
        expect(status).toBe(200);
        const flow: FlowResponse = body;
        expect(flow).toMatchObject({
          scope: { kind: 'entity', ref: CART, entities: 1 },
          period: { from: '2026-01-01T00:00:00.000Z' },
          pending: 0,
          environments: ['production', 'staging'],
        });
        // #2: 09:01 to 09:24. The typo: 09:19 to 09:24.
        expect(metricOf(flow, 'change-lead-time')).toMatchObject({
          value: 840,
          denominator: 2,
          excluded: [{ reason: 'no-commit', count: 1 }],
        });
        expect(metricOf(flow, 'deployment-frequency')).toMatchObject({
          value: expect.closeTo(3 / (11 / 7), 9),
          denominator: 3,
          excluded: [
            { reason: 'baseline', count: 1 },
            { reason: 'redeploy', count: 1 },
          ],
        });
        // One carried what an incident names, the other was taken back.
        expect(metricOf(flow, 'change-fail-rate')).toMatchObject({
          value: 1,
          numerator: 2,
          denominator: 2,
          causes: { confirmed: 1, said: 1, likely: 0 },
        });
        expect(metricOf(flow, 'recovery-time')).toMatchObject({
          value: 120,
          denominator: 1,
          excluded: [{ reason: 'not-recovered', count: 1 }],
        });
        expect(metricOf(flow, 'rework-rate')).toMatchObject({
          numerator: 2,
          denominator: 3,
        });
        expect(metricOf(flow, 'review-latency')).toMatchObject({
          value: 180,
          denominator: 1,
          excluded: [{ reason: 'not-reviewed', count: 1 }],
        });
        expect(metricOf(flow, 'flake-rate')).toMatchObject({
          numerator: 1,
          denominator: 1,
        });
        expect(metricOf(flow, 'coverage')).toMatchObject({
          numerator: 1,
          denominator: 2,
          excluded: [{ reason: 'revert', count: 1 }],
        });
        const deploy = flow.stages.find(({ stage }) => stage === 'deploy');
        expect(deploy).toMatchObject({ queue: 1, oldestSince: at(30) });
        expect(flow.bottleneck).toMatchObject({
          stage: 'deploy',
          because: 'longest',
        });
        // From the first commit until ready: two of 23 minutes.
        expect(flow.coding).toEqual({ share: 2 / 23, changes: 1 });
        expect(flow.weeks).toHaveLength(26);
        expect(flow.weeks.at(-1)).toMatchObject({
          start: '2026-01-05',
          partial: false,
          created: { 'none-seen': 3 },
          delivered: { 'none-seen': 3 },
        });
      },
    );
  });

  eachDatabase('is of what the scope holds', async knex => {
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: scenario() },
      async as => {
        const scopes = [
          [`scope=${CART}`, 'entity', 1],
          ['scope=system:default/shop', 'system', 1],
          ['scope=Domain:default/retail', 'domain', 1],
          ['scope=group:default/team-a', 'team', 2],
          ['scope=group:default/team-b', 'team', 1],
          ['', 'organisation', 2],
        ] as const;
        for (const [scope, kind, entities] of scopes) {
          const { body } = await as('ada').get(`/flow?${PERIOD}&${scope}`);
          expect(body.scope).toMatchObject({ kind, entities });
        }
        const { status } = await as('ada').get('/flow?scope=system:x/none');
        expect(status).toBe(404);
      },
    );
  });

  eachDatabase('leaves out what the reader may not see', async knex => {
    const permissions = allowing((permission, ref) =>
      permission === 'trace.read'
        ? ref === WISHLIST
        : permission !== 'trace.restricted.read',
    );
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: scenario(), permissions },
      async (as, anonymous) => {
        const all = await as('ada').get(`/flow?${PERIOD}`);
        expect(all.body.scope.entities).toBe(1);
        const rows: { body: FlowRowsResponse } = await as('ada').get(
          `/flow/rows?${PERIOD}&metric=change-lead-time`,
        );
        expect(rows.body.items.length).toBeGreaterThan(0);
        expect(
          new Set(rows.body.items.map(({ entityRef }) => entityRef)),
        ).toEqual(new Set([WISHLIST]));
        const coverage = await as('ada').get(`/flow/coverage?${PERIOD}`);
        expect(JSON.stringify(coverage.body)).not.toContain(CART);
        for (const path of ['/flow', '/flow/rows', '/flow/coverage']) {
          const more = path === '/flow/rows' ? '&stage=deploy' : '';
          const hidden = await as('ada').get(`${path}?scope=${CART}${more}`);
          expect(hidden.status).toBe(404);
          expect((await anonymous.get(path)).status).toBe(401);
        }
        const system = await as('ada').get('/flow?scope=system:default/shop');
        expect(system.body.scope.entities).toBe(0);
      },
    );
  });

  eachDatabase('says which input is wrong', async knex => {
    await withTrace(knex, { entities: ENTITIES }, async as => {
      for (const [path, message] of [
        ['/flow?scope=shop', 'scope: expected an entity ref'],
        ['/flow?from=yesterday', 'from: expected a time in UTC'],
        ['/flow?from=2020-01-01T00:00:00Z', 'from: expected at most 400 days'],
        ['/flow?written=me', 'written: expected one of agent'],
        ['/flow?author=ada', 'Unrecognized key: "author"'],
        ['/flow/rows', 'metric: expected exactly one of metric, stage, gap'],
        ['/flow/rows?count=gone', 'count: expected one of created, delivered'],
        ['/flow/rows?count=created&week=2026-03-03', 'week: expected the Mon'],
        ['/flow/rows?stage=tests&week=2026-03-02', 'week: expected only with'],
        [
          '/flow/rows?figure=churn',
          'figure: expected exactly one of way, size',
        ],
        ['/flow/rows?figure=churn&size=7', 'size: expected one of 0, 50, 200'],
        ['/flow/rows?gap=a&way=agent', 'way: expected only with count or fig'],
        ['/flow/rows?metric=speed', 'metric: expected one of change-lead'],
        ['/flow/rows?stage=tests&excluded=bot', 'excluded: expected no-deploy'],
        ['/flow/rows?gap=x&excluded=bot', 'excluded: expected only with'],
        ['/flow/rows?stage=tests&cursor=x', 'cursor: expected the nextCursor'],
      ]) {
        const { status, body } = await as('ada').get(path);
        expect({ path, status }).toEqual({ path, status: 400 });
        expect(body.error.message).toContain(message);
      }
    });
  });
});

describe('GET /flow/rows', () => {
  eachDatabase('is what a number is made of, page by page', async knex => {
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: scenario() },
      async as => {
        const rows = async (query: string): Promise<FlowRowsResponse> =>
          (await as('ada').get(`/flow/rows?${OF_CART}&${query}`)).body;
        const direct = `change:${REPOSITORY}@${sha('f1')}`;
        const { items, summary } = await rows('metric=change-lead-time');
        expect(summary).toEqual({
          unit: 'seconds',
          counted: 2,
          value: 840,
          excluded: [{ reason: 'no-commit', count: 1 }],
        });
        const week = await rows('count=created&week=2026-01-05&way=none-seen');
        expect(week.items).toHaveLength(3);
        const { summary: churn } = await rows('figure=churn&way=none-seen');
        expect(churn).toMatchObject({ counted: 0, excluded: [{ count: 3 }] });
        expect(
          items.map(({ id, value, excluded }) => [id, value, excluded]),
        ).toEqual([
          [request(4), undefined, 'no-commit'],
          [direct, 300, undefined],
          [request(2), 1380, undefined],
        ]);
        const paged: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await rows(
            `metric=change-lead-time&limit=1${
              cursor ? `&cursor=${cursor}` : ''
            }`,
          );
          paged.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        } while (cursor);
        expect(paged).toEqual(items.map(({ id }) => id));

        expect((await rows('stage=deploy')).items).toMatchObject([
          { id: request(4), number: 4, at: at(30) },
        ]);
        expect((await rows('gap=no-review')).items).toMatchObject([
          { id: direct, title: 'Fix typo' },
        ]);
        expect(
          (await rows('metric=change-fail-rate&excluded=rollback')).items,
        ).toMatchObject([{ kind: 'deployment', title: 'production f100000' }]);
        expect((await rows('metric=flake-rate')).items).toMatchObject([
          { kind: 'test', title: 'unit', value: 1 },
        ]);
      },
    );
  });
});

describe('GET /flow/coverage', () => {
  eachDatabase('names the gaps, and whose they are', async knex => {
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: scenario() },
      async as => {
        const { body } = await as('ada').get(`/flow/coverage?${OF_CART}`);
        const { deployed, whole, gaps, excused, entities, teams } =
          body as CoverageResponse;
        expect({ deployed, whole }).toEqual({ deployed: 2, whole: 1 });
        expect(gaps).toEqual([
          { reason: 'no-review', count: 1 },
          { reason: 'no-test-evidence', count: 1 },
          { reason: 'no-ticket', count: 1 },
        ]);
        expect(excused).toEqual([{ reason: 'revert', count: 1 }]);
        expect(entities).toEqual([{ ref: CART, deployed: 2, whole: 1 }]);
        expect(teams).toEqual([
          { ref: 'group:default/team-a', deployed: 2, whole: 1 },
        ]);
      },
    );
  });
});
