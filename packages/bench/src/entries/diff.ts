import { CommitGraph, CommitTable } from '@throughline/plugin-trace-common';
import { PublishedGraph, readPublishedGraph, TagPair } from '../commits/corpus';
import { GitCounter } from '../commits/GitCounter';
import { Figure, figureOf, guardAtMost, ratioAtMost } from '../figures/figure';
import { p95, short } from '../figures/numbers';
import { Bench } from '../harness/Bench';
import { runDiff } from '../harness/DiffRun';
import { say, whenOver } from '../harness/processes';

const COMMITS = 1_000_000;

type Counts = Pick<TagPair, 'added' | 'removed'>;

/** Ours, from the lines of the published file on. */
async function countOurs(graph: PublishedGraph): Promise<Counts[]> {
  const table = new CommitTable();
  for (const [sha, ...parents] of graph.commits) table.add(sha, parents);
  const commits = new CommitGraph(async () => new Map(), table);
  const counts: Counts[] = [];
  for (const { from, to } of graph.pairs) {
    const { added, removed } = await commits.difference(
      graph.tags.get(to)!,
      graph.tags.get(from)!,
    );
    counts.push({ added: added.length, removed: removed.length });
  }
  return counts;
}

/** @returns milliseconds; counts that are not git's own make them void */
async function timed(
  { pairs }: PublishedGraph,
  count: () => Counts[] | Promise<Counts[]>,
): Promise<number> {
  const started = performance.now();
  const counts = await count();
  const milliseconds = performance.now() - started;
  pairs.forEach(({ from, to, added, removed }, index) => {
    const found = counts[index];
    if (found?.added !== added || found.removed !== removed) {
      throw new Error(
        `${from}..${to}: ${found?.added}/${found?.removed} instead of ${added}/${removed}`,
      );
    }
  });
  return milliseconds;
}

async function ofPublished(
  graph: PublishedGraph,
  runs: number,
): Promise<Figure[]> {
  const git = GitCounter.create(graph);
  const stop = whenOver(() => git.remove());
  const ours: number[] = [];
  const byProcess: number[] = [];
  const inOne: number[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      ours.push(await timed(graph, () => countOurs(graph)));
      byProcess.push(await timed(graph, () => git.byProcess()));
      inOne.push(await timed(graph, () => git.inOneProcess()));
      say(
        `diff, run ${run + 1} of ${runs}: ours ${short(ours[run])} ms, ` +
          `git ${short(byProcess[run])} ms, one git ${short(inOne[run])} ms`,
      );
    }
  } finally {
    await stop();
  }
  return [
    figureOf({
      id: 'tag-pairs',
      unit: 'ms',
      runs: { ours, yardstick: byProcess },
      against: 'git rev-list per pair',
      target: ratioAtMost(0.25),
    }),
    figureOf({
      id: 'tag-pairs-one-git',
      unit: 'ms',
      runs: { ours, yardstick: inOne },
      against: 'one git for-each-ref',
      target: { ...ratioAtMost(1), guard: true },
    }),
  ];
}

/**
 * What deployments brought and took out: all tag pairs of a published history,
 * held against git's counts and time, and deployments of a hundred commits in a
 * history of a million.
 */
export async function diff({ scale }: Bench): Promise<Figure[]> {
  const graph = readPublishedGraph();
  if (!graph) {
    say('diff: no ../shared/corpora/git-history, the tag pairs are SKIPPED');
  }
  const figures = graph ? await ofPublished(graph, scale.runs) : [];
  const times: number[] = [];
  const sizes: number[] = [];
  for (let run = 0; run < scale.runs; run++) {
    const report = await runDiff(COMMITS);
    times.push(p95(report.milliseconds));
    sizes.push(report.mebibytes);
    say(
      `diff, run ${run + 1} of ${scale.runs}: ${Math.min(
        ...report.commits,
      )} to ${Math.max(...report.commits)} commits, p95 ${short(
        times[run],
      )} ms, ${short(sizes[run])} MiB`,
    );
  }
  return [
    ...figures,
    figureOf({
      id: 'hundred-in-a-million-p95',
      unit: 'ms',
      runs: { ours: times },
      target: guardAtMost(20),
    }),
    figureOf({
      id: 'resident-with-a-million',
      unit: 'MiB',
      runs: { ours: sizes },
      target: guardAtMost(300),
    }),
  ];
}
