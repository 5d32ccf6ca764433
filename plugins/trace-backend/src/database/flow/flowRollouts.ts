import { FlowDeployment } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';

interface RolloutRow {
  entity_ref: string;
  environment: string;
  key: string;
  release: boolean | number;
  production: boolean | number;
  at: string;
  version: string;
  outcome: FlowDeployment['outcome'];
  previous: string | null;
}

/** More entities than this are read by time alone, and then looked through. */
const MAX_BY_ENTITY = 100;

/**
 * Deployments and releases of entities since a time.
 *
 * @param since - ISO 8601
 */
export async function readFlowDeployments(
  knex: Knex,
  refs: ReadonlySet<string>,
  since: string,
): Promise<FlowDeployment[]> {
  const query = knex('rollouts')
    .select(
      'entity_ref',
      'environment',
      'key',
      'release',
      'production',
      'at',
      'version',
      'outcome',
      'previous',
    )
    .where('at', '>=', since);
  const rows: RolloutRow[] =
    refs.size > MAX_BY_ENTITY
      ? (
          await query.whereRaw('substr(at, 1, 10) >= ?', [since.slice(0, 10)])
        ).filter((row: RolloutRow) => refs.has(row.entity_ref))
      : await query.whereIn('entity_ref', [...refs]);
  return rows.map(row => ({
    entityRef: row.entity_ref,
    id: row.key,
    environment: row.environment,
    production: Boolean(row.production),
    release: Boolean(row.release),
    at: row.at,
    version: row.version,
    outcome: row.outcome,
    previous: row.previous ?? undefined,
  }));
}
