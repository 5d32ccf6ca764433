import {
  Fact,
  mergeFacts,
  plainValues,
  repositoryOfKey,
  ScanAttributes,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readLandings } from '../../database/graph/operations/commits';
import { readFindingsOfLine } from '../../database/graph/operations/findings';
import {
  addSightings,
  isNewest,
  lineOf,
  readResults,
  readScansOfCommits,
  Scan,
  writeScans,
} from '../../database/graph/operations/scans';
import { enqueueWork } from '../../database/graph/operations/work';
import { Landing } from '../../graph/types';

/** What facts say of a scan; undefined while they do not say enough. */
function readScan(key: string, facts: Iterable<Fact>): Scan | undefined {
  const repository = repositoryOfKey(key);
  const { tool, sha, at, category, defaultBranch, results } = plainValues(
    mergeFacts(facts),
  ) as Partial<ScanAttributes>;
  if (!repository || !tool || !sha || !at) return undefined;
  return {
    key,
    repository,
    line: lineOf(tool, category),
    sha,
    at,
    saidDefault: defaultBranch === true,
    onDefault: defaultBranch === true,
    results: readResults(repository, results ?? []),
  };
}

/** Commits that pushes left on default branches. */
async function tipsAmong(
  tx: Knex.Transaction,
  scans: Scan[],
): Promise<(scan: Scan) => boolean> {
  const tips = new Set<string>();
  for (const repository of new Set(scans.map(scan => scan.repository))) {
    const landings = await readLandings(
      tx,
      repository,
      scans
        .filter(scan => scan.repository === repository)
        .map(({ sha }) => sha),
    );
    landings.forEach(({ after }) => tips.add(`${repository} ${after}`));
  }
  return ({ repository, sha }) => tips.has(`${repository} ${sha}`);
}

/** Scans that pushes now say are of the default branch. */
async function landedNow(
  tx: Knex.Transaction,
  landings: Landing[],
): Promise<Scan[]> {
  const found: Scan[] = [];
  for (const repository of new Set(landings.map(one => one.repository))) {
    const tips = landings
      .filter(one => one.repository === repository)
      .map(({ after }) => after);
    const scans = await readScansOfCommits(tx, repository, tips);
    found.push(...scans.filter(({ onDefault }) => !onDefault));
  }
  return found;
}

/**
 * Part of the first stage: what scans say of findings. The newest scan of the
 * default branch decides which findings of its line are open, whenever it comes
 * to be known that it is one.
 *
 * @param keys - subjects that are projected; others than scans do not matter
 * @param landings - which pushes became known
 * @returns the commits whose scans became others
 */
export async function projectScans(
  tx: Knex.Transaction,
  keys: string[],
  facts: ReadonlyMap<string, Fact[]>,
  landings: Landing[],
): Promise<Array<Pick<Scan, 'repository' | 'sha'>>> {
  const told = keys
    .filter(key => key.startsWith('scan:'))
    .flatMap(key => readScan(key, facts.get(key) ?? []) ?? []);
  const isTip = await tipsAmong(tx, told);
  const own = new Set(told.map(({ key }) => key));
  const landed = (await landedNow(tx, landings)).filter(
    ({ key }) => !own.has(key),
  );
  const scans = [
    ...told.map(scan => ({
      ...scan,
      onDefault: scan.saidDefault || isTip(scan),
    })),
    ...landed.map(scan => ({ ...scan, onDefault: true })),
  ];
  await writeScans(tx, scans);
  await addSightings(tx, scans);
  for (const scan of scans) {
    await enqueueWork(tx, 'finding', scan.results.keys());
    if (scan.onDefault) {
      // An older one changes when findings went that are closed already.
      const open = await isNewest(tx, scan);
      const others = await readFindingsOfLine(tx, scan, { open });
      await enqueueWork(tx, 'finding', others);
    }
  }
  return scans;
}
