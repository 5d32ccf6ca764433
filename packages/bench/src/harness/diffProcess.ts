/**
 * Compares deployments in a history of a million commits, in a process of its
 * own, so that its resident size is that of the history and of little else.
 * Its parent says how many commits there are to be, and is answered over IPC.
 */
import { CommitGraph, CommitTable } from '@throughline/plugin-trace-common';
import { generateCommits } from '../commits/generateCommits';
import { DiffReport } from './DiffRun';

const DEPLOYMENTS = 60;
const COMMITS_EACH = 100;
const MEBIBYTE = 1024 * 1024;

async function measure(count: number): Promise<DiffReport> {
  const table = new CommitTable();
  const trunk = generateCommits(count, (sha, parents) =>
    table.add(sha, parents),
  );
  const graph = new CommitGraph(async () => new Map(), table);
  const milliseconds: number[] = [];
  const commits: number[] = [];
  for (let index = 1; index <= DEPLOYMENTS; index++) {
    const next = trunk[Math.floor((trunk.length * index) / DEPLOYMENTS) - 1];
    const before = trunk.findLast(
      ({ commits: then }) => then <= next.commits - COMMITS_EACH,
    )!;
    // Every second one is a rollback.
    const [to, from] = index % 2 ? [next, before] : [before, next];
    const started = performance.now();
    const { added, removed } = await graph.difference(to.sha, from.sha);
    milliseconds.push(performance.now() - started);
    commits.push(added.length + removed.length);
  }
  global.gc!();
  return {
    milliseconds,
    commits,
    mebibytes: process.memoryUsage().rss / MEBIBYTE,
  };
}

// What loads this file's source may send messages of its own before.
process.on('message', async (count: unknown) => {
  if (typeof count !== 'number') return;
  const report = await measure(count);
  process.send?.(report, () => process.exit(0));
});
