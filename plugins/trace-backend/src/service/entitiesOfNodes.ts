import { Knex } from 'knex';
import { readEdgesFrom, readEdgesTo } from '../database/graph/operations/edges';
import { readNodeEntities } from '../database/graph/operations/entities';
import { COMMIT_LINKS } from './projection/subjects';

const TICKET_LINKS = ['implements', 'closes', 'mentions'] as const;

function group(
  pairs: Array<{ node: string; anchor: string }>,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { node, anchor } of pairs) {
    groups.set(node, [...(groups.get(node) ?? []), anchor]);
  }
  return groups;
}

/**
 * The entities each node belongs to. Changes, deployments and artifacts are
 * attributed themselves; a commit belongs where its changes belong, a run
 * where its commit belongs, a ticket or incident where the changes do that it
 * is tied to.
 */
export async function entitiesOfNodes(
  knex: Knex,
  keys: string[],
): Promise<Map<string, string[]>> {
  const having = (...prefixes: string[]) =>
    keys.filter(key => prefixes.some(prefix => key.startsWith(`${prefix}:`)));

  const runs = await readEdgesFrom(
    knex,
    having('pipelineRun', 'testSuiteRun'),
    ['ranOn'],
  );
  const commits = [...having('commit'), ...runs.map(({ to }) => to)];
  const holders = await readEdgesTo(knex, commits, COMMIT_LINKS);
  const issues = having('issue');
  const naming = await readEdgesTo(knex, issues, [...TICKET_LINKS]);
  const causes = await readEdgesFrom(
    knex,
    [...issues, ...having('incident')],
    ['causedBy'],
  );
  const causeHolders = await readEdgesTo(
    knex,
    causes.map(({ to }) => to),
    COMMIT_LINKS,
  );

  const changesOfCommit = group(
    [...holders, ...causeHolders].map(({ to, from }) => ({
      node: to,
      anchor: from,
    })),
  );
  const changesBehind = (key: string) =>
    key.startsWith('change:') ? [key] : changesOfCommit.get(key) ?? [];
  const anchors = group([
    ...keys.map(node => ({ node, anchor: node })),
    ...having('commit').flatMap(node =>
      changesBehind(node).map(anchor => ({ node, anchor })),
    ),
    ...runs.flatMap(({ from, to }) =>
      changesBehind(to).map(anchor => ({ node: from, anchor })),
    ),
    ...naming.map(({ to, from }) => ({ node: to, anchor: from })),
    ...causes.flatMap(({ from, to }) =>
      changesBehind(to).map(anchor => ({ node: from, anchor })),
    ),
  ]);
  const owners = await readNodeEntities(knex, [...anchors.values()].flat());
  return new Map(
    keys.map(key => [
      key,
      [...new Set((anchors.get(key) ?? []).flatMap(a => owners.get(a) ?? []))],
    ]),
  );
}
