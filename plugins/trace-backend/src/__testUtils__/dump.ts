import { Knex } from 'knex';

const GRAPH = [
  'nodes',
  'edges',
  'commit_parents',
  'landings',
  'artifact_digests',
];

const ATTRIBUTION = [
  'node_entities',
  'rollouts',
  'rollout_commits',
  'rollout_missing',
  'rollout_failures',
  'rollout_terms',
  'chains',
  'incidents',
  'incident_services',
  'flakes',
  'findings',
  'flow_changes',
  'flow_paths',
  'unowned_changes',
];

/** Tables that hold what is made of facts. */
export const DERIVED = [...GRAPH, ...ATTRIBUTION];

async function dump(knex: Knex, tables: string[]): Promise<string> {
  const lines: string[] = [];
  for (const table of tables) {
    const rows: object[] = await knex(table).select();
    const texts = rows.map(row => `${table} ${JSON.stringify(row)}`);
    lines.push(...texts.sort());
  }
  return lines.join('\n');
}

/** Everything in the graph, as text that can be compared. */
export const dumpGraph = (knex: Knex) => dump(knex, GRAPH);

/** Everything attributed to entities, as text that can be compared. */
export const dumpAttribution = (knex: Knex) => dump(knex, ATTRIBUTION);
