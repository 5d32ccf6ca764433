import {
  parseJson,
  replaceRows,
  selectWhereIn,
} from '@throughline/backend-kit';
import { canonicalJson, EdgeType } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { GraphEdge } from '../../../graph/types';

interface EdgeRow {
  owner: string;
  from_key: string;
  type: EdgeType;
  to_key: string;
  rule: string;
  text: string | null;
  place: string | null;
  confidence: number;
  decided: string | null;
}

function toEdge(row: EdgeRow): GraphEdge {
  return {
    owner: row.owner,
    from: row.from_key,
    type: row.type,
    to: row.to_key,
    rule: row.rule,
    text: row.text ?? undefined,
    place: row.place ?? undefined,
    confidence: Number(row.confidence),
    ...(row.decided === null ? {} : { decided: parseJson(row.decided) }),
  };
}

/** Edges by what made them. */
export async function readEdgesOfOwners(
  knex: Knex,
  owners: Iterable<string>,
): Promise<GraphEdge[]> {
  const rows = await selectWhereIn<EdgeRow>(
    () => knex('edges').select(),
    'owner',
    owners,
  );
  return rows.map(toEdge);
}

/** Edges that start at the nodes. */
export async function readEdgesFrom(
  knex: Knex,
  keys: Iterable<string>,
  types?: EdgeType[],
): Promise<GraphEdge[]> {
  const query = () => {
    const select = knex('edges').select();
    return types ? select.whereIn('type', types) : select;
  };
  return (await selectWhereIn<EdgeRow>(query, 'from_key', keys)).map(toEdge);
}

/** Edges that end at the nodes. */
export async function readEdgesTo(
  knex: Knex,
  keys: Iterable<string>,
  types: EdgeType[],
): Promise<GraphEdge[]> {
  const rows = await selectWhereIn<EdgeRow>(
    () => knex('edges').select().whereIn('type', types),
    'to_key',
    keys,
  );
  return rows.map(toEdge);
}

/**
 * Edges that start or end at a node, the surest first.
 *
 * @param limit - how many at the most, of each of both
 */
export async function readEdgesAround(
  knex: Knex,
  key: string,
  limit: number,
): Promise<GraphEdge[]> {
  const at = (end: 'from_key' | 'to_key'): Promise<EdgeRow[]> =>
    knex('edges')
      .where(end, key)
      .orderBy([
        { column: 'confidence', order: 'desc' },
        'type',
        'from_key',
        'to_key',
        'rule',
      ])
      .limit(limit);
  return [...(await at('from_key')), ...(await at('to_key'))].map(toEdge);
}

/** Replaces all edges that the owners made. */
export async function replaceEdges(
  tx: Knex.Transaction,
  owners: string[],
  edges: GraphEdge[],
): Promise<void> {
  await replaceRows(
    tx,
    'edges',
    { owner: 'owner', key: ['owner', 'from_key', 'type', 'to_key', 'rule'] },
    owners,
    edges.map(edge => ({
      owner: edge.owner,
      from_key: edge.from,
      type: edge.type,
      to_key: edge.to,
      rule: edge.rule,
      text: edge.text ?? null,
      place: edge.place ?? null,
      confidence: edge.confidence,
      decided: edge.decided ? canonicalJson({ ...edge.decided }) : null,
    })),
  );
}

/**
 * Node keys of all tickets and incidents that anything is tied to. Reads the
 * whole table: for when the config became another, not for requests.
 */
export async function readIssueKeys(knex: Knex): Promise<string[]> {
  const named: Array<{ key: string }> = await knex('edges')
    .distinct({ key: 'to_key' })
    .whereIn('type', ['implements', 'closes', 'mentions']);
  const causing: Array<{ key: string }> = await knex('edges')
    .distinct({ key: 'from_key' })
    .where({ type: 'causedBy' });
  return [...new Set([...named, ...causing].map(({ key }) => key))].sort();
}
