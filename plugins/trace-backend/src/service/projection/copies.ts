import { commitKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  readEdgesFrom,
  readEdgesTo,
} from '../../database/graph/operations/edges';
import { GraphEdge, GraphNode } from '../../graph/types';

/** How far copies of copies are followed. */
const MAX_DEPTH = 3;

/**
 * Commits of which a copy is a copy of the whole change: the one that it landed
 * as, and the one that it is made of before that. A change that landed as
 * several commits is whole in none of them, but in the commit that merged them.
 */
function wholeOf(change: GraphNode, own: GraphEdge[]): string[] {
  const held = (type: string) =>
    own.filter(edge => edge.type === type).map(({ to }) => to);
  const landed = held('landedAs');
  const head = held('head');
  const merge =
    change.state.mergeSha &&
    commitKey(change.repository!, String(change.state.mergeSha));
  const isMerge = own.some(
    ({ type, to, rule }) =>
      type === 'landedAs' && to === merge && rule === 'merge-commit',
  );
  return [
    ...(landed.length === 1 || (isMerge && landed.length > head.length)
      ? [merge || landed[0]]
      : []),
    ...(head.length === 1 ? head : []),
  ].filter(Boolean) as string[];
}

/**
 * Commits that are the same change under another hash, such as what was
 * cherry-picked to a release branch, by change. Copies of copies count; what the
 * change holds itself does not.
 */
export async function readCopies(
  knex: Knex,
  changes: GraphNode[],
  edgesOf: ReadonlyMap<string, GraphEdge[]>,
): Promise<Map<string, string[]>> {
  const reached = new Map<string, Set<string>>();
  for (const change of changes) {
    for (const commit of wholeOf(change, edgesOf.get(change.key) ?? [])) {
      reached.set(commit, (reached.get(commit) ?? new Set()).add(change.key));
    }
  }
  const copies = new Map<string, Set<string>>(
    changes.map(({ key }) => [key, new Set()]),
  );
  const held = new Map(
    changes.map(({ key }) => [
      key,
      new Set((edgesOf.get(key) ?? []).map(({ to }) => to)),
    ]),
  );
  let frontier = [...reached.keys()];
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    const next = new Set<string>();
    for (const { from, to } of await readEdgesTo(knex, frontier, [
      'equivalentTo',
    ])) {
      const known = reached.get(from) ?? new Set<string>();
      for (const change of reached.get(to)!) {
        if (known.has(change) || held.get(change)!.has(from)) continue;
        known.add(change);
        copies.get(change)!.add(from);
        next.add(from);
      }
      reached.set(from, known);
    }
    frontier = [...next];
  }
  return new Map(
    [...copies].map(([key, commits]) => [
      key,
      [...commits].map(commit => commit.slice(commit.indexOf('@') + 1)).sort(),
    ]),
  );
}

/** Commits that these are copies of, and those that these are copies of. */
export async function readOriginals(
  knex: Knex,
  commitKeys: Iterable<string>,
): Promise<Set<string>> {
  const found = new Set<string>();
  let frontier = [...new Set(commitKeys)];
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    const edges = await readEdgesFrom(knex, frontier, ['equivalentTo']);
    frontier = [...new Set(edges.map(({ to }) => to))].filter(
      key => !found.has(key),
    );
    frontier.forEach(key => found.add(key));
  }
  return found;
}
