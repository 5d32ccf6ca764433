import { Client } from 'pg';
import { TableBytes } from '../measured';

/** Which tables are shown together, by schema and name. */
const GROUPS: Record<string, string> = {
  'trace.deliveries': 'inbox',
  'trace.facts': 'facts',
  'trace.nodes': 'nodes',
  'trace.edges': 'edges',
  'trace.node_entities': 'attribution',
  'trace.chains': 'chains',
  'trace.commit_parents': 'commits',
  'trace.landings': 'commits',
  'trace.rollouts': 'rollouts',
  'trace.rollout_commits': 'rollouts',
  'trace.rollout_failures': 'rollouts',
  'trace.rollout_missing': 'rollouts',
  'context.revisions': 'revisions',
};

/**
 * Bytes of tables with their indexes and what is stored beside them. Tables of
 * `trace` and `context` that do not grow with deliveries are `other`.
 *
 * @param client - connected to the portal's database
 */
export async function tableBytes(client: Client): Promise<TableBytes> {
  const { rows } = await client.query<{ name: string; bytes: string }>(
    `SELECT schemaname || '.' || relname AS name,
            pg_total_relation_size(relid) AS bytes
       FROM pg_stat_user_tables
      WHERE schemaname IN ('trace', 'context')`,
  );
  const sums: TableBytes = {};
  for (const { name, bytes } of rows) {
    const group = GROUPS[name] ?? 'other';
    sums[group] = (sums[group] ?? 0) + Number(bytes);
  }
  return sums;
}
