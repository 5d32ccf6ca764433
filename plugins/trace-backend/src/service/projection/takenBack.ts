import { EdgeType } from '@throughline/plugin-trace-common';
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

/** What reverts say they revert: changes, and commits. */
async function readSaid(
  knex: Knex,
  changes: string[],
  types: EdgeType[],
): Promise<Array<{ by: string; said: string }>> {
  const own = await readEdgesFrom(knex, changes, ['landedAs', ...types]);
  const landed = own.filter(({ type }) => type === 'landedAs');
  const holders = new Map<string, string[]>();
  for (const { from, to } of landed) {
    holders.set(to, [...(holders.get(to) ?? []), from]);
  }
  const ofCommits = await readEdgesFrom(knex, holders.keys(), types);
  return [
    ...own
      .filter(({ type }) => type !== 'landedAs')
      .map(({ from, to }) => ({ by: from, said: to })),
    ...ofCommits.flatMap(({ from, to }) =>
      holders.get(from)!.map(by => ({ by, said: to })),
    ),
  ];
}

/**
 * Reverts, and what landed again what they reverted: that takes them back, as a
 * revert of theirs would.
 */
async function readRelanding(
  knex: Knex,
  reverts: string[],
): Promise<Array<{ reverted: string; by: string }>> {
  const said = await readSaid(knex, reverts, ['reverts']);
  if (said.length === 0) return [];
  const targets = said.map(({ said: key }) => key);
  // A revert may speak of the change, and what lands it again of its commit.
  const landings = [
    ...(await readEdgesFrom(knex, targets.filter(isChange), ['landedAs'])),
    ...(await readEdgesTo(
      knex,
      targets.filter(key => !isChange(key)),
      ['landedAs'],
    )),
  ];
  const same = (key: string) => [
    key,
    ...landings.flatMap(({ from, to }) => {
      if (from === key) return [to];
      return to === key ? [from] : [];
    }),
  ];
  const relands = await readEdgesTo(knex, targets.flatMap(same), ['relands']);
  const sayers = relands.map(({ from }) => from);
  const holders = await readEdgesTo(
    knex,
    sayers.filter(key => !isChange(key)),
    ['landedAs'],
  );
  return said.flatMap(({ by: revert, said: key }) => {
    const relanded = new Set(same(key));
    return relands
      .filter(({ to }) => relanded.has(to))
      .flatMap(({ from }) =>
        isChange(from)
          ? [from]
          : holders.filter(({ to }) => to === from).map(edge => edge.from),
      )
      .filter(by => by !== revert)
      .map(by => ({ reverted: revert, by }));
  });
}

/** Changes and commits that some say they land again. */
export async function readRelanded(
  knex: Knex,
  keys: string[],
): Promise<string[]> {
  const edges = await readEdgesFrom(knex, keys, ['relands']);
  return edges.map(({ to }) => to);
}

const landedTime = (node: GraphNode | undefined) =>
  node ? String(node.state.mergedAt ?? node.at) : '';

/**
 * Those of the changes that later ones take back, and that nothing brought back
 * since: of a revert that was reverted itself, nothing is left, nor of one when
 * what it reverted was landed again after it.
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
    const relanding = await readRelanding(knex, frontier);
    const reverting = await readReverting(knex, frontier);
    const nodes = await readNodes(knex, [
      ...frontier,
      ...[...reverting, ...relanding].map(({ by }) => by),
    ]);
    const since = relanding.filter(
      ({ reverted, by }) =>
        landedTime(nodes.get(by)) >= landedTime(nodes.get(reverted)),
    );
    const next = new Set<string>();
    for (const { reverted, by } of [...reverting, ...since]) {
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
    const said = (await readSaid(knex, frontier, ['reverts', 'relands'])).map(
      ({ said: key }) => key,
    );
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
