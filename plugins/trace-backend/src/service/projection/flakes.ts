import { groupBy } from '@throughline/backend-kit';
import { TestSuiteRunAttributes } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesTo } from '../../database/graph/operations/edges';
import { readNodeEntities } from '../../database/graph/operations/entities';
import {
  EntityFlake,
  replaceFlakes,
} from '../../database/graph/operations/flakes';
import { readNodes } from '../../database/graph/operations/nodes';
import { findFlakes, mayBeFlaky } from '../../flakes/findFlakes';
import { GraphEdge, GraphNode } from '../../graph/types';
import { COMMIT_LINKS } from './subjects';

/** Commits on which tests ran that may be flaky. */
export function commitsWithFlakes(
  edges: Iterable<GraphEdge>,
  nodes: ReadonlyMap<string, GraphNode>,
): string[] {
  return [...edges]
    .filter(({ type, from }) => {
      const node = nodes.get(from);
      return (
        type === 'ranOn' &&
        node?.kind === 'testSuiteRun' &&
        mayBeFlaky(node.state as unknown as TestSuiteRunAttributes)
      );
    })
    .map(({ to }) => to);
}

/**
 * After the chains, since a test belongs where the changes of its commit do:
 * which tests failed and passed on the same commit, for each entity.
 *
 * @param keys - keys of commits
 */
export async function projectFlakes(
  tx: Knex.Transaction,
  keys: string[],
): Promise<void> {
  const ran = (await readEdgesTo(tx, keys, ['ranOn'])).filter(({ from }) =>
    from.startsWith('testSuiteRun:'),
  );
  const runs = await readNodes(
    tx,
    ran.map(({ from }) => from),
  );
  const held = await readEdgesTo(tx, keys, COMMIT_LINKS);
  const owners = await readNodeEntities(
    tx,
    held.map(({ from }) => from),
  );
  const runsOf = groupBy(ran, ({ to }) => to);
  const changesOf = groupBy(held, ({ to }) => to);
  const flakes: EntityFlake[] = [];
  for (const [commitKey, edges] of runsOf) {
    const states = edges
      .flatMap(({ from }) => runs.get(from) ?? [])
      .map(({ state }) => state as unknown as TestSuiteRunAttributes);
    const refs = (changesOf.get(commitKey) ?? []).flatMap(
      ({ from }) => owners.get(from) ?? [],
    );
    for (const flake of findFlakes(states)) {
      for (const entityRef of new Set(refs)) {
        flakes.push({ ...flake, entityRef, commitKey });
      }
    }
  }
  await replaceFlakes(tx, keys, flakes);
}
