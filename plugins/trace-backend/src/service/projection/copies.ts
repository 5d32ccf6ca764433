import { commitKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  readEdgesFrom,
  readEdgesTo,
} from '../../database/graph/operations/edges';
import { Ways } from '../../graph/mergeSteps';
import { GraphEdge, GraphNode } from '../../graph/types';
import { readBackported, readKin } from './backported';

/** How far copies of copies are followed. */
const MAX_DEPTH = 3;
/** Symmetric: each of two commits of one patch says so of the other. */
const SAME_PATCH = 'patch-id';

/** What is the same as a commit, and whether its patch alone says so. */
type Reached = Map<string, Map<string, boolean>>;

/**
 * Edges by which one gets from commits to those that are the same: to what says
 * that it is a copy, and from a copy to what it says it is one of. What says so
 * of several may be all of them together, and none of them is all of it.
 */
async function readSame(
  knex: Knex,
  commits: string[],
): Promise<Array<{ from: string; to: string; rule: string }>> {
  const said = await readEdgesFrom(knex, commits, ['equivalentTo']);
  const count = new Map<string, number>();
  for (const { from, rule } of said) {
    const id = `${from} ${rule}`;
    count.set(id, (count.get(id) ?? 0) + 1);
  }
  const copies = await readEdgesTo(knex, commits, ['equivalentTo']);
  return [
    ...said.filter(
      ({ from, rule }) =>
        rule !== SAME_PATCH && count.get(`${from} ${rule}`) === 1,
    ),
    ...copies.map(({ from, to, rule }) => ({ from: to, to: from, rule })),
  ];
}

/**
 * Commits that are the same as others under another hash, copies of copies
 * included, with the commits they are the same as.
 *
 * Of patches one step is followed, whatever comes before and after it: a patch
 * that was reverted and done again has one copy that is the same patch as both,
 * and yet these are two changes.
 */
async function readReached(
  knex: Knex,
  commits: Iterable<string>,
): Promise<Reached> {
  const reached: Reached = new Map();
  for (const commit of commits) {
    reached.set(commit, new Map([[commit, false]]));
  }
  let frontier = [...reached.keys()];
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    const steps = await readSame(knex, frontier);
    // All steps of one length first, or it would depend on their order how far
    // is far enough.
    const found = steps.flatMap(({ from, to, rule }) =>
      [...reached.get(from)!]
        .filter(([, byPatch]) => !(byPatch && rule === SAME_PATCH))
        .map(([start, byPatch]) => ({
          to,
          start,
          byPatch: byPatch || rule === SAME_PATCH,
        })),
    );
    const next = new Set<string>();
    for (const { to, start, byPatch } of found) {
      const known = reached.get(to) ?? new Map<string, boolean>();
      const held = known.get(start);
      if (held === undefined || (held && !byPatch)) {
        reached.set(to, known.set(start, byPatch));
        next.add(to);
      }
    }
    frontier = [...next];
  }
  return reached;
}

/** The commits of a change, and which of them it is made of as a whole. */
interface Made {
  /** Each of these is the whole change. */
  wholes: string[];
  /** Lists of commits of which all together are. */
  parts: string[][];
  /** Commits that are counted themselves, besides their copies. */
  landed: string[];
  held: Set<string>;
}

function madeOf(change: GraphNode, own: GraphEdge[]): Made {
  const of = (type: string) =>
    own.filter(edge => edge.type === type).map(({ to }) => to);
  const landed = of('landedAs');
  const head = of('head');
  const { mergeSha, commits } = change.state;
  const merge = mergeSha && commitKey(change.repository!, String(mergeSha));
  const isMerge =
    landed.length > head.length &&
    own.some(
      ({ type, to, rule }) =>
        type === 'landedAs' && to === merge && rule === 'merge-commit',
    );
  const wholes = [
    ...(landed.length === 1 || isMerge ? [merge || landed[0]] : []),
    ...(head.length === 1 ? head : []),
  ].filter(Boolean) as string[];
  const count = typeof commits === 'number' ? commits : head.length;
  // What is known of a part of them says nothing of the rest.
  const complete = (list: string[]) =>
    list.length > 1 && list.length >= count ? [list] : [];
  const rebased = landed.length > 1 && !isMerge;
  return {
    wholes,
    parts: [
      ...complete(landed.filter(key => !(isMerge && key === merge))),
      ...complete(head),
    ],
    landed: rebased ? landed : [],
    held: new Set([...landed, ...head]),
  };
}

const shaOf = (commit: string) => commit.slice(commit.indexOf('@') + 1);

/**
 * The ways in which changes are in what holds commits, by change: as what they
 * landed as, as copies of that, such as what was cherry-picked to a release
 * branch, as what backported them, or as copies of each commit they are made of.
 * In either direction: what landed on the default branch may be the copy.
 */
export async function readCopies(
  knex: Knex,
  changes: GraphNode[],
  edgesOf: ReadonlyMap<string, GraphEdge[]>,
): Promise<Map<string, Ways>> {
  const made = new Map(
    changes.map(change => [
      change.key,
      madeOf(change, edgesOf.get(change.key) ?? []),
    ]),
  );
  const backported = await readBackported(knex, changes);
  const starts = new Set(
    [...made].flatMap(([key, { wholes, held }]) => [
      ...wholes,
      ...held,
      ...backported.get(key)!,
    ]),
  );
  const copies = new Map<string, Set<string>>();
  for (const [commit, of] of await readReached(knex, starts)) {
    for (const start of of.keys()) {
      copies.set(start, (copies.get(start) ?? new Set()).add(commit));
    }
  }
  return new Map(
    changes.map(({ key, state }) => {
      const { wholes, parts, landed, held } = made.get(key)!;
      const others = (commits: string[]) =>
        commits
          .flatMap(commit => [...copies.get(commit)!])
          .filter(commit => !held.has(commit));
      const whole = new Set(others([...wholes, ...backported.get(key)!]));
      const shas = (commits: Iterable<string>) =>
        [...new Set([...commits].map(shaOf))].sort();
      const tip = state.mergeSha ? [String(state.mergeSha)] : [];
      const copied = parts
        .filter(list => list.some(commit => others([commit]).length > 0))
        .map(list =>
          list.map(commit =>
            shas([
              ...(landed.includes(commit) ? [commit] : []),
              ...others([commit]),
            ]),
          ),
        )
        .filter(list => list.every(part => part.length > 0));
      return [key, [[[...tip, ...shas(whole)]], ...copied]];
    }),
  );
}

/** Commits that are the same as some of these, or that some are the same as. */
async function readEquivalent(
  knex: Knex,
  commitKeys: Iterable<string>,
): Promise<Set<string>> {
  const asked = new Set(commitKeys);
  const found = new Set<string>();
  let frontier = [...asked];
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    const edges = [
      ...(await readEdgesFrom(knex, frontier, ['equivalentTo'])),
      ...(await readEdgesTo(knex, frontier, ['equivalentTo'])),
    ];
    const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
    frontier = [...ends].filter(key => !found.has(key) && !asked.has(key));
    ends.forEach(key => found.add(key));
  }
  return found;
}

/**
 * Changes of which something else is told when something is told of these
 * commits: those that landed as one of them, and those that copies tie to them.
 */
export async function changesBehindCommits(
  knex: Knex,
  commitKeys: Iterable<string>,
): Promise<string[]> {
  const commits = [...commitKeys];
  const same = await readEquivalent(knex, commits);
  const holding = [
    ...(await readEdgesTo(knex, commits, ['landedAs'])),
    ...(await readEdgesTo(knex, same, ['head', 'landedAs'])),
  ];
  const changes = [...new Set(holding.map(({ from }) => from))];
  return [...changes, ...(await readKin(knex, changes))];
}
