import { commitKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  readEdgesFrom,
  readEdgesTo,
} from '../../database/graph/operations/edges';
import { readNodes } from '../../database/graph/operations/nodes';
import { GraphNode } from '../../graph/types';
import { hasLanded } from './takenBack';

/** From a backport to its original, and on to what else is one of it. */
const MAX_DEPTH = 2;

const isChange = (key: string) => key.startsWith('change:');

/** What each of the changes backports, and what backports it. */
async function readTies(
  knex: Knex,
  changes: string[],
): Promise<Array<{ change: string; other: string }>> {
  const edges = [
    ...(await readEdgesFrom(knex, changes, ['equivalentTo'])).map(
      ({ from, to }) => ({ change: from, other: to }),
    ),
    ...(await readEdgesTo(knex, changes, ['equivalentTo'])).map(
      ({ from, to }) => ({ change: to, other: from }),
    ),
  ];
  return edges.filter(({ other }) => isChange(other));
}

/** Changes that backport these or that these backport. */
export async function readKin(
  knex: Knex,
  changes: string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  let frontier = changes;
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    const ties = await readTies(knex, frontier);
    frontier = [...new Set(ties.map(({ other }) => other))].filter(
      key => !found.has(key),
    );
    frontier.forEach(key => found.add(key));
  }
  return found;
}

/**
 * The commits as which backports of the changes landed on other branches, and as
 * which what they backport did, by change.
 */
export async function readBackported(
  knex: Knex,
  changes: GraphNode[],
): Promise<Map<string, string[]>> {
  const kin = new Map(changes.map(({ key }) => [key, new Set([key])]));
  let frontier = [...kin.keys()];
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    const next = new Set<string>();
    const ties = await readTies(knex, frontier);
    const before = [...kin].map(([key, of]) => [key, [...of]] as const);
    for (const [key, of] of before) {
      for (const { change, other } of ties) {
        if (of.includes(change) && !kin.get(key)!.has(other)) {
          kin.get(key)!.add(other);
          next.add(other);
        }
      }
    }
    frontier = [...next];
  }
  const nodes = await readNodes(
    knex,
    [...kin.values()].flatMap(of => [...of]),
  );
  return new Map(
    changes.map(({ key, repository, state: { baseBranch } }) => {
      const others = [...kin.get(key)!].flatMap(
        other => nodes.get(other) ?? [],
      );
      return [
        key,
        others
          .filter(
            other =>
              hasLanded(other) &&
              other.state.mergeSha &&
              baseBranch !== undefined &&
              other.state.baseBranch !== undefined &&
              // Nothing is brought to where it is already.
              other.state.baseBranch !== baseBranch,
          )
          .map(other => commitKey(repository!, String(other.state.mergeSha))),
      ];
    }),
  );
}
