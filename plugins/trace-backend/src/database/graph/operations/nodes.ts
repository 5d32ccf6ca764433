import { Knex } from 'knex';
import { NodeKind } from '@throughline/plugin-trace-common';
import { GraphNode } from '../../../graph/types';
import {
  deleteWhereIn,
  parseJson,
  selectWhereIn,
  upsert,
} from '@throughline/backend-kit';

interface NodeRow {
  key: string;
  kind: NodeKind;
  repository: string | null;
  title: string;
  url: string | null;
  at: string;
  state: string;
}

function toNode(row: NodeRow): GraphNode {
  return {
    ...row,
    repository: row.repository ?? undefined,
    url: row.url ?? undefined,
    state: parseJson(row.state),
  };
}

/** Nodes by key; keys without a node are left out. */
export async function readNodes(
  knex: Knex,
  keys: Iterable<string>,
): Promise<Map<string, GraphNode>> {
  const rows = await selectWhereIn<NodeRow>(
    () => knex('nodes').select(),
    'key',
    keys,
  );
  return new Map(rows.map(row => [row.key, toNode(row)]));
}

/** Keys of all nodes of a kind. */
export async function readKeysOfKind(
  knex: Knex,
  kind: NodeKind,
): Promise<string[]> {
  return knex('nodes').where({ kind }).orderBy('key').pluck('key');
}

/** Creates or replaces nodes. */
export async function writeNodes(
  tx: Knex.Transaction,
  nodes: GraphNode[],
): Promise<void> {
  await upsert(
    tx,
    'nodes',
    ['key'],
    nodes.map(node => ({
      ...node,
      repository: node.repository ?? null,
      url: node.url ?? null,
      state: JSON.stringify(node.state),
    })),
  );
}

/** Removes nodes; only derived ones ever go. */
export async function deleteNodes(
  tx: Knex.Transaction,
  keys: string[],
): Promise<void> {
  await deleteWhereIn(() => tx('nodes'), 'key', keys);
}
