import { Knex } from 'knex';
import {
  readEdgesFrom,
  readEdgesTo,
} from '../../database/graph/operations/edges';
import { readNodes } from '../../database/graph/operations/nodes';
import { GraphNode } from '../../graph/types';

/** How far reverts of reverts are followed. */
const MAX_DEPTH = 10;

const isChange = (key: string) => key.startsWith('change:');

/** Only what reached its branch takes anything back. */
export function hasLanded({ state }: GraphNode): boolean {
  return state.direct === true || state.state === 'merged';
}

/** The changes that revert these, by what they and their commits say. */
async function readReverting(
  knex: Knex,
  changes: string[],
): Promise<Array<{ reverted: string; by: string }>> {
  const landed = await readEdgesFrom(knex, changes, ['landedAs']);
  const holders = new Map<string, string[]>();
  for (const { from, to } of landed) {
    holders.set(to, [...(holders.get(to) ?? []), from]);
  }
  const said = await readEdgesTo(
    knex,
    [...changes, ...holders.keys()],
    ['reverts'],
  );
  const sayers = said.map(({ from }) => from).filter(key => !isChange(key));
  const landings = await readEdgesTo(knex, sayers, ['landedAs']);
  return said.flatMap(({ from, to }) => {
    const by = isChange(from)
      ? [from]
      : landings.filter(edge => edge.to === from).map(edge => edge.from);
    const reverted = isChange(to) ? [to] : holders.get(to) ?? [];
    return by.flatMap(change =>
      reverted
        .filter(key => key !== change)
        .map(key => ({ reverted: key, by: change })),
    );
  });
}

/**
 * Those of the changes that later ones take back, and that nothing brought back
 * since: of a revert that was reverted itself, nothing is left.
 */
export async function readTakenBack(
  knex: Knex,
  changes: Iterable<string>,
): Promise<Set<string>> {
  const asked = [...new Set(changes)];
  const revertedBy = new Map<string, Set<string>>();
  let frontier = asked;
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    frontier.forEach(key => revertedBy.set(key, new Set()));
    const reverting = await readReverting(knex, frontier);
    const nodes = await readNodes(
      knex,
      reverting.map(({ by }) => by),
    );
    const next = new Set<string>();
    for (const { reverted, by } of reverting) {
      const node = nodes.get(by);
      if (node && hasLanded(node)) {
        revertedBy.get(reverted)?.add(by);
        if (!revertedBy.has(by)) next.add(by);
      }
    }
    frontier = [...next];
  }
  const isTakenBack = (key: string, seen: ReadonlySet<string>): boolean =>
    [...(revertedBy.get(key) ?? [])].some(
      by => !seen.has(by) && !isTakenBack(by, new Set([...seen, by])),
    );
  return new Set(asked.filter(key => isTakenBack(key, new Set([key]))));
}

/**
 * Changes that these revert, and those that these revert: a revert of a revert
 * is about what the first one took back.
 *
 * @param reverted - node keys of changes that are reverted
 */
export async function readRevertedBehind(
  knex: Knex,
  reverted: string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  let frontier = [...new Set(reverted)];
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    const own = await readEdgesFrom(knex, frontier, ['landedAs', 'reverts']);
    const commits = own
      .filter(({ type }) => type === 'landedAs')
      .map(({ to }) => to);
    const said = [
      ...own.filter(({ type }) => type === 'reverts'),
      ...(await readEdgesFrom(knex, commits, ['reverts'])),
    ].map(({ to }) => to);
    const landings = await readEdgesTo(
      knex,
      said.filter(key => !isChange(key)),
      ['landedAs'],
    );
    frontier = [
      ...new Set([
        ...said.filter(isChange),
        ...landings.map(({ from }) => from),
      ]),
    ].filter(key => !found.has(key));
    frontier.forEach(key => found.add(key));
  }
  return found;
}
