import { Client } from 'pg';
import { repositoryName } from '../deliveries/repositories';
import { Figure, figureOf, ratioAtLeast } from '../figures/figure';
import { short } from '../figures/numbers';
import { Backlog } from '../harness/Backlog';
import { Bench } from '../harness/Bench';
import { Portal } from '../harness/Portal';
import { pause, say } from '../harness/processes';

/** All that is made of facts. */
const TABLES = [
  'nodes',
  'edges',
  'commit_parents',
  'landings',
  'node_entities',
  'rollouts',
  'rollout_commits',
  'rollout_missing',
  'rollout_failures',
  'rollout_terms',
  'artifact_digests',
  'incidents',
  'incident_services',
  'scans',
  'finding_sightings',
  'findings',
  'chains',
  'flow_changes',
  'flow_paths',
  'unowned_changes',
  'flakes',
];
const ROWS_PER_INSERT = 500;
const LOOK_EVERY_MS = 100;

const CHAINS = `/api/trace/entities/component/default/${repositoryName(
  0,
)}/chains`;

type Row = Record<string, unknown>;

async function readAll(client: Client): Promise<Map<string, Row[]>> {
  const all = new Map<string, Row[]>();
  for (const table of TABLES) {
    const { rows } = await client.query<Row>(`SELECT * FROM ${table}`);
    all.set(table, rows);
  }
  return all;
}

/** Puts rows into a table as anybody would. */
async function insert(client: Client, table: string, rows: Row[]) {
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const part = rows.slice(start, start + ROWS_PER_INSERT);
    const columns = Object.keys(part[0]);
    const places = part.map(
      (_, row) =>
        `(${columns
          .map((__, column) => `$${row * columns.length + column + 1}`)
          .join(', ')})`,
    );
    await client.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${places.join(
        ', ',
      )}`,
      part.flatMap(row => columns.map(column => row[column])),
    );
  }
}

/** Milliseconds to insert the same rows into tables of the same shape. */
async function insertPlainly(
  client: Client,
  all: Map<string, Row[]>,
): Promise<number> {
  const copyOf = (table: string) => `plain_${table}`;
  for (const table of TABLES) {
    await client.query(
      `CREATE TABLE ${copyOf(table)} (LIKE ${table} INCLUDING ALL)`,
    );
  }
  const started = performance.now();
  for (const [table, rows] of all) await insert(client, copyOf(table), rows);
  const milliseconds = performance.now() - started;
  for (const table of TABLES) await client.query(`DROP TABLE ${copyOf(table)}`);
  return milliseconds;
}

async function pageOf(portal: Portal): Promise<string> {
  const page = await portal.get<{ items: unknown[] }>(CHAINS);
  if (!page || page.items.length === 0) {
    throw new Error('A page of chains is empty');
  }
  return JSON.stringify(page.items);
}

/** Asks for a rebuild, and waits until all is made anew. */
async function makeAnew(portal: Portal, client: Client): Promise<number> {
  const started = performance.now();
  await portal.post('/api/trace/rebuilds');
  await new Backlog(client).drained();
  return performance.now() - started;
}

/** Rebuilds what is there, and reads it meanwhile. */
async function rebuildOnce(
  portal: Portal,
  client: Client,
): Promise<{ milliseconds: number; reads: number }> {
  const expected = await pageOf(portal);
  let over = false;
  const rebuilding = makeAnew(portal, client).finally(() => {
    over = true;
  });
  let reads = 0;
  while (!over) {
    if ((await pageOf(portal)) !== expected) {
      throw new Error('A page of chains was another during the rebuild');
    }
    reads += 1;
    await pause(LOOK_EVERY_MS);
  }
  return { milliseconds: await rebuilding, reads };
}

/** Removes all that is made of facts, and makes it anew. */
async function makeFromNothing(
  portal: Portal,
  client: Client,
): Promise<number> {
  const expected = await pageOf(portal);
  for (const table of TABLES) await client.query(`DELETE FROM ${table}`);
  const milliseconds = await makeAnew(portal, client);
  if ((await pageOf(portal)) !== expected) {
    throw new Error('A page of chains is another after it was made anew');
  }
  return milliseconds;
}

/**
 * Making the graph and all that is read of it anew from facts, against plain
 * inserts of the same rows into empty tables of the same shape. Pages are read
 * meanwhile; one that is empty, or another than before, voids the entry.
 *
 * What is there is right already, as it is when somebody asks for a rebuild to
 * be sure: each row is computed and compared, and none is written. So the same
 * is measured with nothing there, which nobody reads meanwhile.
 */
export async function rebuild(bench: Bench): Promise<Figure[]> {
  const portal = await bench.data.portalOn('rebuild', bench.scale.small);
  const client = await bench.home.postgres.connect(portal.database, 'trace');
  const ours: number[] = [];
  const fromNothing: number[] = [];
  const yardstick: number[] = [];
  try {
    const all = await readAll(client);
    const rows = [...all.values()].reduce((sum, some) => sum + some.length, 0);
    for (let run = 0; run < bench.scale.runs; run++) {
      const { milliseconds, reads } = await rebuildOnce(portal, client);
      ours.push(rows / (milliseconds / 1_000));
      yardstick.push(rows / ((await insertPlainly(client, all)) / 1_000));
      fromNothing.push(
        rows / ((await makeFromNothing(portal, client)) / 1_000),
      );
      say(
        `rebuild, run ${run + 1} of ${bench.scale.runs}: ${rows} rows, ${short(
          ours[run],
        )}/s with ${reads} reads, from nothing ${short(
          fromNothing[run],
        )}/s, inserted ${short(yardstick[run])}/s`,
      );
    }
  } finally {
    await client.end();
    await bench.data.discard(portal);
  }
  return [
    figureOf({
      id: 'rebuilt',
      unit: 'rows/s',
      runs: { ours, yardstick },
      against: 'plain inserts',
      target: ratioAtLeast(0.1),
    }),
    figureOf({
      id: 'made-from-nothing',
      unit: 'rows/s',
      runs: { ours: fromNothing, yardstick },
      against: 'plain inserts',
      target: { ...ratioAtLeast(0.05), guard: true },
    }),
  ];
}
