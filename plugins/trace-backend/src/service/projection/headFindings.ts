import { ChangeAttributes, commitKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesTo } from '../../database/graph/operations/edges';
import {
  readFindings,
  StoredFinding,
} from '../../database/graph/operations/findings';
import { readProjectionSettings } from '../../database/graph/operations/projectionSettings';
import {
  readScansOfCommits,
  Scan,
} from '../../database/graph/operations/scans';
import { SecurityParts } from '../../graph/security';
import { GraphNode } from '../../graph/types';

const isOpen = ({ state }: GraphNode) =>
  (state as unknown as ChangeAttributes).state === 'open';
const headOf = ({ repository, state }: GraphNode) =>
  commitKey(repository!, String(state.headSha));

async function readHeadScans(
  tx: Knex.Transaction,
  changes: GraphNode[],
): Promise<Map<string, Scan[]>> {
  const scans = new Map<string, Scan[]>();
  for (const repository of new Set(changes.map(one => one.repository!))) {
    const own = changes.filter(one => one.repository === repository);
    const shas = own.map(({ state }) => String(state.headSha));
    for (const scan of await readScansOfCommits(tx, repository, shas)) {
      const commit = commitKey(repository, scan.sha);
      scans.set(commit, [...(scans.get(commit) ?? []), scan]);
    }
  }
  return scans;
}

/**
 * What scans say of the last commits of open changes, by the change's key. Of
 * what they report, only what the default branch does not have is new.
 */
export async function readHeadFindings(
  tx: Knex.Transaction,
  changes: GraphNode[],
): Promise<Map<string, SecurityParts>> {
  const open = changes.filter(isOpen);
  const { blockFrom } = (await readProjectionSettings(tx)).security;
  const scans = await readHeadScans(tx, open);
  const seen = await readEdgesTo(tx, open.map(headOf), ['foundIn']);
  const keysOf = (commit: string) => [
    ...(scans.get(commit) ?? []).flatMap(({ results }) => [...results.keys()]),
    ...seen.filter(({ to }) => to === commit).map(({ from }) => from),
  ];
  const found = new Map<string, StoredFinding>(
    (
      await readFindings(
        tx,
        open.flatMap(change => keysOf(headOf(change))),
      )
    ).map(finding => [finding.key, finding]),
  );
  return new Map(
    open.flatMap((change): Array<[string, SecurityParts]> => {
      const commit = headOf(change);
      const keys = [...new Set(keysOf(commit))];
      const all = keys.flatMap(key => found.get(key) ?? []);
      const own = scans.get(commit) ?? [];
      if (own.length + all.length === 0) return [];
      const times = [
        ...own.map(({ at }) => at),
        ...all.map(({ finding }) => finding.openedAt),
      ].sort();
      return [
        [
          change.key,
          {
            blockFrom,
            at: times.at(-1)!,
            tools: [
              ...own.map(({ line }) => String(JSON.parse(line)[0])),
              ...all.map(({ finding }) => finding.tool),
            ],
            findings: all
              .filter(({ state }) => state !== 'open')
              .map(({ finding, excepted }) => ({
                tool: finding.tool,
                severity: finding.severity,
                excepted,
              })),
          },
        ],
      ];
    }),
  );
}
