import { JsonObject } from '@backstage/types';
import {
  Delivery,
  Dice,
  FaultRequest,
  fullName,
  generateOrganisation,
  GithubPlayer,
  signDelivery,
  startGithubPlayer,
  webhooksOf,
} from '@throughline/github-player';
import { Knex } from 'knex';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ImportingProcess } from './ImportingProcess';

const SECRET = 'only for this test';
/** Longest time from being asked for a page to dying of it, milliseconds. */
const LATEST_DEATH = 40;

/** Which share of all webhooks arrives meanwhile. */
const EVERY = 8;

/** What facts are and what is made of them. */
const RESULTS = [
  'facts',
  'nodes',
  'edges',
  'commit_parents',
  'landings',
  'node_entities',
  'rollouts',
  'rollout_commits',
  'rollout_missing',
  'rollout_failures',
  'chains',
];

/** What is in one list and not in the other; an example of each kind of row. */
function difference(one: string[], other: string[]): string[] {
  const known = new Set(other);
  const byTable = new Map(
    one
      .filter(row => !known.has(row))
      .map(row => [row.slice(0, row.indexOf(' ')), row]),
  );
  return [...byTable.values()];
}

/** A database, as the test and as the process connects to it. */
export interface SharedDatabase {
  /** Of `backend.database`. */
  config: JsonObject;
  /** Once the process has made what it needs. */
  connect(): Knex;
}

/** What an import left behind. */
interface Imported {
  rows: string[];
  deaths: number;
  pages: number;
}

async function startPlayer(): Promise<GithubPlayer> {
  return startGithubPlayer({
    host: 'github.com',
    organisation: generateOrganisation({
      seed: 'killed',
      // More changes than a page holds.
      repositories: 1,
      changes: 105,
      days: 60,
    }),
  });
}

function configOf({ url, token, organisation }: GithubPlayer): JsonObject {
  return {
    integrations: {
      github: [{ host: 'github.com', apiBaseUrl: url, token: token.value }],
    },
    trace: {
      sources: { github: { secrets: [SECRET] } },
      github: {
        import: {
          repositories: organisation.repositories.map(
            repository => `github.com/${fullName(repository)}`,
          ),
        },
      },
    },
  };
}

function entitiesOf({ organisation }: GithubPlayer) {
  return organisation.repositories.map(repository => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name: repository.name,
      annotations: { 'github.com/project-slug': fullName(repository) },
    },
    spec: { type: 'service', owner: 'team-a', lifecycle: 'production' },
  }));
}

/**
 * What is asked for, whoever asks and however often. Single commits, of which
 * many are asked for in a row, are one.
 */
function pageOf({ path, query, graphql }: FaultRequest): string {
  const kind = path.replace(/(?<=\/commits\/).+/, '');
  return [kind, query.toString(), JSON.stringify(graphql?.variables)].join(' ');
}

/**
 * Kills the process at pages: as one is asked for, or a moment later.
 *
 * @param every - 1: at every page; 4: at every fourth one
 */
function killAtPages(
  player: GithubPlayer,
  dice: Dice,
  importing: ImportingProcess,
  every: number,
) {
  const pages = new Set<string>();
  let deaths = 0;
  player.faults.add({
    answer: 'delay',
    match: request => {
      const page = pageOf(request);
      if (pages.has(page) || !importing.lives) return false;
      pages.add(page);
      if (pages.size % every !== 0) return false;
      deaths += 1;
      const moment = dice.between(0, LATEST_DEATH);
      if (moment < LATEST_DEATH / 4) importing.kill();
      else setTimeout(() => importing.kill(), moment);
      return false;
    },
  });
  return { deaths: () => deaths, pages };
}

/** What the passing of time does: what the dead one held is free again. */
async function letTimePass(knex: Knex): Promise<void> {
  const past = new Date(0);
  for (const [table, columns] of [
    ['histories', { lease_until: past, next_run_at: null }],
    [
      'backstage_backend_tasks__tasks',
      { current_run_ticket: null, next_run_start_at: past },
    ],
  ] as const) {
    if (await knex.schema.hasTable(table)) await knex(table).update(columns);
  }
}

/** Keeps it alive until it is told otherwise, however often it dies. */
async function keepAlive(
  importing: ImportingProcess,
  knex: Knex,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted) {
    if (!importing.lives) {
      await letTimePass(knex);
      importing.start();
    }
    await pause(20);
  }
}

function shuffled<T>(list: T[], dice: Dice): T[] {
  return list
    .map(item => ({ item, place: dice.share() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

/** Sends webhooks, each until it is acknowledged. */
async function sendAll(deliveries: Delivery[], url: string): Promise<void> {
  for (const delivery of deliveries) {
    const request = await signDelivery(delivery, SECRET);
    for (;;) {
      const status = await fetch(`${url}/api/trace/ingest/github`, {
        method: 'POST',
        ...request,
      }).then(
        async response => {
          await response.arrayBuffer();
          return response.status;
        },
        () => 0,
      );
      if (status === 202) break;
      await pause(20);
    }
  }
}

/** When everything is read, and nothing is left to be done. */
async function settled(knex: Knex, repositories: number): Promise<void> {
  const count = async (table: string, where: object = {}) => {
    const [row] = await knex(table).where(where).count({ n: '*' });
    return Number(row.n);
  };
  for (;;) {
    const read = await count('histories', { state: 'done' });
    const known = await count('entities');
    const waiting = await count('deliveries', { status: 'received' });
    const left = waiting + (await count('work'));
    if (read === repositories && known === repositories && left === 0) return;
    await pause(100);
  }
}

async function rowsOf(knex: Knex): Promise<string[]> {
  const rows: string[] = [];
  for (const table of RESULTS) {
    const found: object[] = await knex(table).select();
    rows.push(...found.map(row => `${table} ${JSON.stringify(row)}`).sort());
  }
  return rows;
}

async function whenMade(database: SharedDatabase): Promise<Knex> {
  for (;;) {
    const knex = database.connect();
    try {
      if (await knex.schema.hasTable('chains')) return knex;
    } catch {
      // Not even the database is there yet.
    }
    await knex.destroy();
    await pause(100);
  }
}

/**
 * Imports an organisation in a process of its own while its webhooks arrive.
 *
 * @param killedAt - 1: the process is killed at every page, 4: at every fourth
 *   one, and webhooks come in
 *   any order
 */
async function importWithWebhooks(
  player: GithubPlayer,
  database: SharedDatabase,
  killedAt?: number,
): Promise<Imported> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-import-'));
  const over = new AbortController();
  const importing = await ImportingProcess.create(folder, {
    config: configOf(player),
    database: database.config,
    entities: entitiesOf(player),
  });
  importing.start();
  const knex = await whenMade(database);
  try {
    const dice = new Dice('killed');
    const killer = killedAt
      ? killAtPages(player, dice, importing, killedAt)
      : undefined;
    const living = keepAlive(importing, knex, over.signal);
    const webhooks = webhooksOf(player.organisation, player.links).filter(
      (_, index) => index % EVERY === 0,
    );
    await sendAll(
      killedAt ? shuffled(webhooks, dice) : webhooks,
      importing.url,
    );
    await settled(knex, player.organisation.repositories.length);
    over.abort();
    await living;
    return {
      rows: await rowsOf(knex),
      deaths: killer?.deaths() ?? 0,
      pages: killer?.pages.size ?? 0,
    };
  } finally {
    over.abort();
    player.faults.clear();
    importing.kill();
    await importing.ended();
    await knex.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Imports twice, and compares what is left.
 *
 * @param killedAt - 1: at every page; 4: at every fourth one
 */
export async function killedAndUndisturbed(
  killed: SharedDatabase,
  undisturbed: SharedDatabase,
  killedAt: number,
): Promise<void> {
  const player = await startPlayer();
  try {
    const quiet = await importWithWebhooks(player, undisturbed);
    expect(quiet.rows.length).toBeGreaterThan(1_000);
    const dead = await importWithWebhooks(player, killed, killedAt);
    // It really died at each of them, or the test would show nothing.
    expect(dead.deaths).toBe(Math.floor(dead.pages / killedAt));
    expect(dead.pages).toBeGreaterThanOrEqual(10);
    expect(difference(dead.rows, quiet.rows)).toEqual([]);
    expect(difference(quiet.rows, dead.rows)).toEqual([]);
  } finally {
    await player.close();
  }
}
