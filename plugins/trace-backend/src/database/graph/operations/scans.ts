import { parseJson, selectWhereIn, upsert } from '@throughline/backend-kit';
import { commitKey, findingKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { Sighting } from '../../../findings/judgeFinding';

/** One scan of one commit. */
export interface Scan {
  key: string;
  repository: string;
  /** Tool and category, see {@link lineOf}. */
  line: string;
  sha: string;
  /** ISO 8601. */
  at: string;
  /** Its sender says it is of the default branch. */
  saidDefault: boolean;
  /** It is of the default branch. */
  onDefault: boolean;
  /** Node keys of what it reported, and where in the file. */
  results: Map<string, number | undefined>;
}

interface ScanRow {
  key: string;
  repository: string;
  line: string;
  sha: string;
  at: string;
  said_default: boolean | number;
  on_default: boolean | number;
  results: string;
}

/** What tells scans that replace each other from others of the repository. */
export function lineOf(tool: string, category: string | undefined): string {
  return JSON.stringify([tool, category ?? '']);
}

function toScan(row: ScanRow): Scan {
  return {
    key: row.key,
    repository: row.repository,
    line: row.line,
    sha: row.sha,
    at: row.at,
    saidDefault: Boolean(row.said_default),
    onDefault: Boolean(row.on_default),
    results: readResults(row.repository, parseJson<string[]>(row.results)),
  };
}

/** Results as a scan lists them, `<id>` or `<id>:<line>`, by node key. */
export function readResults(
  repository: string,
  listed: string[],
): Map<string, number | undefined> {
  return new Map(
    listed.map(text => {
      const [, id, line] = /^(.*?)(?::(\d+))?$/s.exec(text)!;
      return [findingKey(repository, id), line ? Number(line) : undefined];
    }),
  );
}

/** Creates or replaces scans. */
export async function writeScans(
  tx: Knex.Transaction,
  scans: Scan[],
): Promise<void> {
  await upsert(
    tx,
    'scans',
    ['key'],
    scans.map(scan => ({
      key: scan.key,
      repository: scan.repository,
      line: scan.line,
      sha: scan.sha,
      at: scan.at,
      said_default: scan.saidDefault,
      on_default: scan.onDefault,
      results: JSON.stringify(
        [...scan.results].map(([key, line]) => {
          const id = key.slice(findingKey(scan.repository, '').length);
          return line === undefined ? id : `${id}:${line}`;
        }),
      ),
    })),
  );
}

/** Scans of commits of a repository. */
export async function readScansOfCommits(
  knex: Knex,
  repository: string,
  shas: Iterable<string>,
): Promise<Scan[]> {
  const rows = await selectWhereIn<ScanRow>(
    () => knex('scans').where({ repository }),
    'sha',
    shas,
  );
  return rows.map(toScan);
}

/**
 * Node keys of all commits that were scanned. Reads the whole table: for when
 * the config became another, not for requests.
 */
export async function readScannedCommits(knex: Knex): Promise<string[]> {
  const rows: Array<{ repository: string; sha: string }> = await knex(
    'scans',
  ).distinct('repository', 'sha');
  return rows.map(({ repository, sha }) => commitKey(repository, sha));
}

/** Whether a scan is the newest of the default branch in its line. */
export async function isNewest(knex: Knex, scan: Scan): Promise<boolean> {
  const newer = await knex('scans')
    .where({ repository: scan.repository, line: scan.line, on_default: true })
    .where('at', '>', scan.at)
    .first('key');
  return newer === undefined;
}

/** When the default branch was first scanned after a time. */
async function firstScanAfter(
  knex: Knex,
  { repository, line }: Pick<Scan, 'repository' | 'line'>,
  at: string,
): Promise<string | undefined> {
  const row: { at: string } | undefined = await knex('scans')
    .where({ repository, line, on_default: true })
    .where('at', '>', at)
    .orderBy('at')
    .first('at');
  return row?.at;
}

/** The latest scans of other branches in a line. */
export async function readBranchScans(
  knex: Knex,
  of: Pick<Scan, 'repository' | 'line'>,
  limit: number,
): Promise<Scan[]> {
  const rows: ScanRow[] = await knex('scans')
    .where({ repository: of.repository, line: of.line, on_default: false })
    .orderBy('at', 'desc')
    .limit(limit);
  return rows.map(toScan);
}

interface SightingRow {
  key: string;
  first_at: string | null;
  first_sha: string | null;
  last_at: string | null;
  last_sha: string | null;
  last_line: number | null;
  branch_at: string | null;
  branch_sha: string | null;
}

const NEVER: Omit<SightingRow, 'key'> = {
  first_at: null,
  first_sha: null,
  last_at: null,
  last_sha: null,
  last_line: null,
  branch_at: null,
  branch_sha: null,
};

/** Of two commits of one instant the greater hash, so that order cannot matter. */
const later = (
  at: string,
  sha: string,
  held: string | null,
  by: string | null,
) => held === null || at > held || (at === held && sha > (by ?? ''));

function seenIn(row: SightingRow, key: string, scan: Scan): SightingRow {
  const { at, sha } = scan;
  if (!scan.onDefault) {
    return later(at, sha, row.branch_at, row.branch_sha)
      ? { ...row, branch_at: at, branch_sha: sha }
      : row;
  }
  const next = { ...row };
  if (!later(at, sha, row.first_at, row.first_sha) || row.first_at === null) {
    next.first_at = at;
    next.first_sha = sha;
  }
  if (later(at, sha, row.last_at, row.last_sha)) {
    next.last_at = at;
    next.last_sha = sha;
    next.last_line = scan.results.get(key) ?? null;
  }
  return next;
}

/** Adds what scans reported to what is known of when findings were there. */
export async function addSightings(
  tx: Knex.Transaction,
  scans: Scan[],
): Promise<void> {
  const keys = scans.flatMap(({ results }) => [...results.keys()]);
  const held = await selectWhereIn<SightingRow>(
    () => tx('finding_sightings').select(),
    'key',
    keys,
  );
  const rows = new Map(held.map(row => [row.key, row]));
  for (const scan of scans) {
    for (const key of scan.results.keys()) {
      const row = rows.get(key) ?? { key, ...NEVER };
      rows.set(key, seenIn(row, key, scan));
    }
  }
  await upsert(tx, 'finding_sightings', ['key'], [...rows.values()]);
}

/** When findings of lines were there, by node key. */
export async function readSightings(
  knex: Knex,
  findings: Array<{ key: string; repository: string; line: string }>,
): Promise<Map<string, Sighting>> {
  const rows = await selectWhereIn<SightingRow>(
    () => knex('finding_sightings').select(),
    'key',
    findings.map(({ key }) => key),
  );
  const lines = new Map(findings.map(finding => [finding.key, finding]));
  const sightings = new Map<string, Sighting>();
  const after = new Map<string, string | undefined>();
  for (const row of rows) {
    const of = lines.get(row.key)!;
    const asked = `${of.repository} ${of.line} ${row.last_at}`;
    if (row.last_at && !after.has(asked)) {
      after.set(asked, await firstScanAfter(knex, of, row.last_at));
    }
    sightings.set(row.key, {
      firstAt: row.first_at ?? undefined,
      firstSha: row.first_sha ?? undefined,
      lastAt: row.last_at ?? undefined,
      lastSha: row.last_sha ?? undefined,
      lastLine: row.last_line ?? undefined,
      branchAt: row.branch_at ?? undefined,
      branchSha: row.branch_sha ?? undefined,
      goneAt: row.last_at ? after.get(asked) : undefined,
    });
  }
  return sightings;
}
