import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogFile, COMPONENTS } from '../deliveries/catalog';
import { generate } from '../deliveries/generate';
import { repositoriesOf } from '../deliveries/repositories';
import { Figure, figureOf, guardAtMost, ratioAtMost } from '../figures/figure';
import { p95 } from '../figures/numbers';
import { Bench } from '../harness/Bench';
import { DataSet } from '../harness/DataSets';
import { Portal } from '../harness/Portal';
import { pause, say, until } from '../harness/processes';
import { sendProbe } from './acceptedToVisible';
import { readInTurn } from './reads';

/** The data sets end on the day before this one. */
const END = Date.UTC(2026, 0, 6);
const DAY = 86_400_000;
const iso = (time: number) => new Date(time).toISOString();

/** How many entities the whole organisation has. */
const ENTITIES = 2_000;
/** Changes, and deployments, that each entity without any is given. */
const ROWS_PER_ENTITY = 25;
/** Reads of which each is computed anew. */
const ANEW = 40;
/** Deliveries that are waited for. */
const PROBES = 10;
const PROBES_SERIES = 17;
const GIVE_UP_MS = 30_000;

/** The last part of a set holds the most, so its entities have most changes. */
function entityOf(dataSet: DataSet): string {
  const { series } = dataSet.parts[dataSet.parts.length - 1];
  return `component:default/${repositoriesOf(series)[0].name}`;
}

/** Path of 90 days. What is asked for a period that differs is computed anew. */
function flowOf(scope: string | undefined, to: number): string {
  const query = new URLSearchParams({
    from: iso(to - 90 * DAY),
    to: iso(to),
    ...(scope && { scope }),
  });
  return `/api/trace/flow?${query}`;
}

interface Flow {
  scope: { entities: number };
  metrics: Array<{ id: string; denominator: number }>;
}

async function read(portal: Portal, path: string): Promise<Flow> {
  const flow = await portal.get<Flow>(path);
  if (!flow) throw new Error(`${path} could not be read`);
  return flow;
}

/** Figures of nothing are fast. */
async function assertFilled(portal: Portal, dataSet: DataSet) {
  const path = flowOf(entityOf(dataSet), END);
  const flow = await read(portal, path);
  const lead = flow.metrics.find(({ id }) => id === 'change-lead-time');
  if (!lead?.denominator) throw new Error(`${path} has no changes`);
  say(`${entityOf(dataSet)}: ${lead.denominator} changes in 90 days`);
}

/** Milliseconds of answers that are each computed anew. */
async function computedAnew(portal: Portal, scope?: string): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < ANEW; index++) {
    const started = performance.now();
    await read(portal, flowOf(scope, END + index * 1_000));
    times.push(performance.now() - started);
  }
  return times;
}

/** A portal with 2,000 components, each with changes and deployments. */
async function organisation(bench: Bench): Promise<Portal> {
  const target = join(bench.home.folder, 'catalog-2000.yaml');
  await writeFile(target, catalogFile(ENTITIES));
  const rules = [{ allow: ['System', 'Group', 'User', 'Component'] }];
  const portal = await bench.data.portalOn(
    'metrics_organisation',
    bench.scale.large,
    {
      config: {
        catalog: { locations: [{ type: 'file', target, rules }] },
        trace: { catalog: { refresh: { seconds: 5 } } },
      },
    },
  );
  const client = await bench.home.postgres.connect(portal.database, 'trace');
  try {
    await until(
      `${ENTITIES} components`,
      async () => {
        const { rows } = await client.query<{ known: string }>(
          'SELECT count(*) AS known FROM entities WHERE repository IS NOT NULL',
        );
        return Number(rows[0].known) >= ENTITIES;
      },
      { withinMs: 600_000, everyMs: 2_000 },
    );
    // What one entity has, of its last weeks, for each one that has nothing.
    const from = entityOf(bench.scale.large);
    const spread = `FROM generate_series(${COMPONENTS}, ${
      ENTITIES - 1
    }) AS one(number)
      CROSS JOIN LATERAL`;
    const entity = `'component:default/bench-' || number`;
    await client.query(
      `INSERT INTO flow_changes (entity_ref, change_key, until, changed_again_at, flow)
       SELECT ${entity}, given.change_key || '/' || number, given.until,
         given.changed_again_at, given.flow
       ${spread} (SELECT * FROM flow_changes WHERE entity_ref = $1
         ORDER BY until DESC, change_key LIMIT ${ROWS_PER_ENTITY}) AS given`,
      [from],
    );
    await client.query(
      `INSERT INTO rollouts (entity_ref, environment, key, release, production,
         repository, sha, at, version, outcome, previous, missing)
       SELECT ${entity}, environment, given.key || '/' || number, release,
         production, repository, sha, at, version, outcome, previous, missing
       ${spread} (SELECT * FROM rollouts WHERE entity_ref = $1 AND production
         ORDER BY at DESC, key LIMIT ${ROWS_PER_ENTITY}) AS given`,
      [from],
    );
    await client.query('ANALYZE flow_changes, rollouts');
  } finally {
    await client.end();
  }
  const { scope } = await read(portal, flowOf(undefined, END));
  if (scope.entities < ENTITIES) {
    throw new Error(`Only ${scope.entities} entities are in the organisation`);
  }
  return portal;
}

/** Pull requests that are new, so that each is counted as opened. */
function* probes() {
  const plan = { series: PROBES_SERIES, count: 20_000 } as const;
  for (const delivery of generate({ ...plan, events: 'measured' })) {
    if (delivery.event !== 'pull_request') continue;
    const payload = JSON.parse(delivery.body);
    if (payload.action === 'opened') yield { delivery, payload };
  }
}

/** Milliseconds from the 202 until the metrics say it, of each delivery. */
async function visibleAfter(portal: Portal): Promise<number[]> {
  const waits: number[] = [];
  for (const { delivery, payload } of probes()) {
    if (waits.length === PROBES) break;
    const path = flowOf(
      `component:default/${payload.repository.name}`,
      Date.parse(payload.pull_request.created_at) + DAY,
    );
    const created = async () => {
      const flow = await portal.get<{
        weeks: Array<{ created: Record<string, number> }>;
      }>(path);
      const counts = (flow?.weeks ?? []).flatMap(week =>
        Object.values(week.created),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    };
    const before = await created();
    await sendProbe(portal, delivery);
    const accepted = performance.now();
    while ((await created()) === before) {
      if (performance.now() - accepted > GIVE_UP_MS) {
        throw new Error(`${path} does not say what was delivered within 30 s`);
      }
      await pause(20);
    }
    waits.push(performance.now() - accepted);
  }
  return waits;
}

/**
 * The metrics of an entity with few and with many deliveries and against the
 * catalog's own read of it; those that are computed anew; those of a whole
 * organisation; and how soon they say what was delivered.
 */
export async function metrics(bench: Bench): Promise<Figure[]> {
  const { small, large } = bench.scale;
  const portals: Portal[] = [];
  const put = (portal: Portal) => {
    portals.push(portal);
    return portal;
  };
  try {
    const few = put(await bench.data.portalOn('metrics_small', small));
    const many = put(await bench.data.portalOn('metrics_large', large));
    await assertFilled(few, small);
    await assertFilled(many, large);
    const name = entityOf(large).split('/')[1];
    const runs = await readInTurn(bench, {
      small: { portal: few, path: flowOf(entityOf(small), END) },
      large: { portal: many, path: flowOf(entityOf(large), END) },
      catalog: {
        portal: many,
        path: `/api/catalog/entities/by-name/component/default/${name}`,
      },
    });
    const anew = await computedAnew(many, entityOf(large));
    const visible = await visibleAfter(many);
    await bench.data.discard(portals.pop()!);
    const whole = put(await organisation(bench));
    const all = await computedAnew(whole);
    return [
      figureOf({
        id: 'entity-p95-growth',
        unit: 'ms',
        runs: { ours: runs.large, yardstick: runs.small },
        against: 'with few deliveries',
        target: ratioAtMost(1.3),
      }),
      figureOf({
        id: 'entity-p95',
        unit: 'ms',
        runs: { ours: runs.large, yardstick: runs.catalog },
        against: 'catalog by-name',
        target: ratioAtMost(2.5),
      }),
      figureOf({
        id: 'entity-computed-anew-p95',
        unit: 'ms',
        runs: { ours: [p95(anew)] },
        target: guardAtMost(1_000),
      }),
      figureOf({
        id: 'organisation-computed-anew-p95',
        unit: 'ms',
        runs: { ours: [p95(all)] },
        target: guardAtMost(1_000),
      }),
      figureOf({
        id: 'accepted-to-metrics-p95',
        unit: 'ms',
        runs: { ours: [p95(visible)] },
        target: guardAtMost(2_000),
      }),
    ];
  } finally {
    for (const portal of portals) await bench.data.discard(portal);
  }
}
