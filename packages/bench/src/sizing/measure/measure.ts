import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Portal, PortalHome } from '../../harness/Portal';
import { Postgres } from '../../harness/Postgres';
import { pause, say, until } from '../../harness/processes';
import { startStandInForge } from '../../harness/StandInForge';
import { repository } from '../../paths';
import { GithubDelivery } from '../../deliveries/demo';
import { driversOf, EVENTS } from '../events';
import { Measured } from '../measured';
import { catalogOf } from './catalog';
import { sizeOfExamples } from './examples';
import { measureRun, Place } from './measureRun';
import { prepare, send } from './send';
import { tableBytes } from './tableBytes';
import { deliveriesOfWorkload, Workload } from './workload';

const DEVELOPERS = 12;
const PART = 5_000;
const WITHIN_MS = 12 * 60_000;

/** A signal waits a second, and so does who asks what changed. */
const SETTLED_MS = 3_000;

/** Everything on, with the checks that are assumed. */
const TYPICAL: Workload = {
  name: 'typical',
  developers: DEVELOPERS,
  workingDays: 8,
  checks: () => ({ workflows: 3, jobs: 8, external: 2 }),
};

/** Nearly no checks, to tell what a change costs from what a check costs. */
const LEAN: Workload = {
  name: 'lean',
  developers: DEVELOPERS,
  workingDays: 42,
  checks: () => ({ workflows: 1, jobs: 1, external: 0 }),
};

/** A month of a fiftieth of 600 developers, each repository with other checks. */
const MONTH: Workload = {
  name: 'month',
  developers: DEVELOPERS,
  workingDays: 21,
  checks: index => ({
    workflows: [2, 3, 4][index % 3],
    jobs: [4, 6, 8, 10, 12][index % 5],
    external: index % 4,
  }),
};

/** Changes one after the other, to see what each makes of the unified view. */
const PACED: Workload = {
  name: 'paced',
  developers: 2,
  workingDays: 6,
  checks: TYPICAL.checks,
};

const WORKLOADS = [TYPICAL, LEAN, MONTH, PACED];

async function withPortal<T>(
  home: PortalHome,
  database: string,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  await home.postgres.create(database);
  const portal = await Portal.start(home, {
    database,
    config: { trace: { catalog: { refresh: { seconds: 5 } } } },
  });
  const client = await home.postgres.connect(database, 'trace');
  try {
    const components = WORKLOADS.reduce(
      (sum, { developers }) => sum + developers,
      0,
    );
    await until(
      'Filling the catalog',
      async () => {
        const { rows } = await client.query<{ known: string }>(
          'SELECT count(*) AS known FROM entities WHERE repository IS NOT NULL',
        );
        return Number(rows[0].known) >= components;
      },
      { withinMs: 180_000 },
    );
    return await use({ portal, client });
  } finally {
    await client.end();
    await portal.stop();
    await home.postgres.drop(database);
  }
}

/** What a row of the inbox is once its body has expired. */
async function expiredRow(client: Client): Promise<number> {
  await client.query('UPDATE deliveries SET body = NULL');
  await client.query('VACUUM FULL deliveries');
  const { rows } = await client.query<{ each: string }>(
    `SELECT pg_total_relation_size('deliveries') / count(*) AS each
       FROM deliveries`,
  );
  return Math.round(Number(rows[0].each));
}

const revisionsOf = async (client: Client) => {
  const { rows } = await client.query<{ count: string }>(
    'SELECT count(*) FROM context.revisions',
  );
  return Number(rows[0].count);
};

/** Deliveries cut where what follows is about checks instead, or no longer. */
function stretchesOf(deliveries: GithubDelivery[]): GithubDelivery[][] {
  const stretches: GithubDelivery[][] = [];
  let wasCheck: boolean | undefined;
  for (const delivery of deliveries) {
    const isCheck = driversOf({ [delivery.event]: 1 }).checks > 0;
    if (isCheck !== wasCheck || !isCheck) stretches.push([]);
    stretches[stretches.length - 1].push(delivery);
    wasCheck = isCheck;
  }
  return stretches;
}

/**
 * Revisions of the unified view that deliveries make one after the other: sent
 * at once, many changes of a section are only one.
 */
async function measureRevisions({ portal, client }: Place) {
  const stretches = stretchesOf(deliveriesOfWorkload(PACED)).slice(0, 80);
  await pause(SETTLED_MS);
  const before = await revisionsOf(client);
  for (const stretch of stretches) {
    await send(portal, stretch.map(prepare), 1);
    await pause(SETTLED_MS);
  }
  const after = await revisionsOf(client);
  const { revisions: bytes } = await tableBytes(client);
  const events: Partial<Record<string, number>> = {};
  for (const { event } of stretches.flat()) {
    events[event] = (events[event] ?? 0) + 1;
  }
  return {
    changes: driversOf(events).changes,
    revisions: after - before,
    bytesEach: Math.round(bytes / after),
  };
}

async function run(
  home: PortalHome,
  workload: Workload,
  afterwards: (place: Place) => Promise<void> = async () => {},
) {
  return withPortal(home, `bench_use_sizing_${workload.name}`, async place => {
    const { name, developers } = workload;
    const deliveries = deliveriesOfWorkload(workload);
    say(`${name}: ${deliveries.length} deliveries`);
    const result = await measureRun(
      place,
      { name, developers, deliveries },
      { part: PART, until: Date.now() + WITHIN_MS },
    );
    await afterwards(place);
    return result;
  });
}

/** Measures everything the sizing is computed from. */
export async function measure(): Promise<Measured> {
  const folder = join(repository, '.cache', 'bench-sizing');
  await mkdir(folder, { recursive: true });
  const catalog = join(folder, 'catalog.yaml');
  await writeFile(catalog, catalogOf(WORKLOADS));
  const postgres = await Postgres.start(join(folder, 'postgres'));
  await postgres.tidy(() => false);
  const home: PortalHome = {
    repository,
    bundle: process.env.BENCH_BUNDLE ?? join(repository, '.cache', 'portal'),
    folder,
    forge: await startStandInForge(),
    catalog,
    postgres,
  };
  const revisions = await withPortal(
    home,
    'bench_use_sizing_paced',
    measureRevisions,
  );
  say(`${revisions.revisions} revisions of ${revisions.changes} deliveries`);
  let expiredRowBytes = 0;
  const typical = await run(home, TYPICAL, async ({ client }) => {
    expiredRowBytes = await expiredRow(client);
  });
  const lean = await run(home, LEAN);
  const month = await run(home, MONTH);
  const client = await postgres.connect('postgres', 'public');
  const { rows } = await client.query('SHOW server_version');
  await client.end();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: repository,
      encoding: 'utf8',
    }).trim(),
    machine: `${cpus().length} cores (${cpus()[0].model}), ${Math.round(
      totalmem() / 1024 ** 3,
    )} GB`,
    node: process.version,
    postgresql: String(rows[0].server_version),
    sizes: Object.fromEntries(
      EVENTS.map(event => [event, sizeOfExamples(event)]),
    ),
    runs: [typical, lean],
    month: { ...month, workingDays: MONTH.workingDays },
    expiredRowBytes,
    revisions,
  };
}
