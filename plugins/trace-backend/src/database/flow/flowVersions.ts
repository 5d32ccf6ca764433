import { inParts, selectWhereIn } from '@throughline/backend-kit';
import { Knex } from 'knex';

/**
 * Raises the versions of entities: what was computed of them is old. Only the
 * one that projects writes, so none is raised unseen. The first one is the time,
 * so that an entity that went and came back has none that it had before.
 */
export async function raiseFlowVersions(
  tx: Knex.Transaction,
  refs: Iterable<string>,
): Promise<void> {
  for (const part of inParts([...new Set(refs)].sort(), 500)) {
    await tx('flow_versions')
      .insert(part.map(ref => ({ entity_ref: ref, version: Date.now() })))
      .onConflict('entity_ref')
      .merge({ version: tx.raw('flow_versions.version + 1') });
  }
}

/** Raises the versions of the entities that tell of changes or deployments. */
export async function raiseFlowVersionsOf(
  tx: Knex.Transaction,
  keys: string[],
): Promise<void> {
  const refs = [
    ...(await selectWhereIn<{ entity_ref: string }>(
      () => tx('flow_changes').distinct('entity_ref'),
      'change_key',
      keys,
    )),
    ...(await selectWhereIn<{ entity_ref: string }>(
      () => tx('rollouts').distinct('entity_ref'),
      'key',
      keys,
    )),
  ].map(row => row.entity_ref);
  await raiseFlowVersions(tx, refs);
}

/** More entities than this are read together with all others. */
const MAX_BY_ENTITY = 500;

/** The versions of entities; those of which nothing is known have none. */
export async function readFlowVersions(
  knex: Knex,
  refs: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const query = knex('flow_versions').select('entity_ref', 'version');
  if (refs.size <= MAX_BY_ENTITY) query.whereIn('entity_ref', [...refs]);
  const rows: Array<{ entity_ref: string; version: number | string }> =
    await query;
  return new Map(
    rows
      .filter(row => refs.has(row.entity_ref))
      .map(row => [row.entity_ref, Number(row.version)]),
  );
}
