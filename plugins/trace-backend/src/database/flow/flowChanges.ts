import {
  deleteWhereIn,
  inParts,
  selectWhereIn,
  upsert,
} from '@throughline/backend-kit';
import { Knex } from 'knex';
import { ChangeFlow, untilOf } from '../../flow/flowOfChange';
import { packFlow, unpackFlow } from './storedFlow';

interface FlowRow {
  entity_ref: string;
  change_key: string;
  until: string;
  changed_again_at: string | null;
  flow: string;
}

function toRow(flow: ChangeFlow) {
  return {
    entity_ref: flow.change.entityRef,
    change_key: flow.change.id,
    until: untilOf(flow),
    flow: packFlow(flow),
  };
}

/** What is stored of a change of an entity. */
export interface StoredFlow extends ChangeFlow {
  /** ISO 8601: when anything last happened to it. */
  until: string;
}

function toFlow(row: FlowRow): StoredFlow {
  const of = { entityRef: row.entity_ref, id: row.change_key };
  const { change, incidents } = unpackFlow(row.flow, of);
  if (row.changed_again_at) change.changedAgainAt = row.changed_again_at;
  return { change, incidents, until: row.until };
}

/**
 * Replaces all rows of the changes, over entities. Rows that are as they should
 * be are left alone.
 *
 * @returns `owners`: refs of the entities of which a row came, went or changed;
 *   `created`: keys of the changes of which one is new
 */
export async function replaceFlows(
  tx: Knex.Transaction,
  changeKeys: string[],
  flows: ChangeFlow[],
): Promise<{ owners: string[]; created: string[] }> {
  const identity = (row: { entity_ref: string; change_key: string }) =>
    `${row.change_key}\n${row.entity_ref}`;
  const held = new Map(
    (
      await selectWhereIn<FlowRow>(
        () => tx('flow_changes').select(),
        'change_key',
        changeKeys,
      )
    ).map(row => [identity(row), row]),
  );
  const rows = flows.map(toRow);
  const wanted = new Set(rows.map(identity));
  const gone = [...held.values()].filter(row => !wanted.has(identity(row)));
  for (const part of inParts(gone, 500)) {
    await tx('flow_changes')
      .whereIn(
        ['entity_ref', 'change_key'],
        part.map(row => [row.entity_ref, row.change_key]),
      )
      .delete();
  }
  const changed = rows.filter(row => {
    const stored = held.get(identity(row));
    return stored?.flow !== row.flow || stored.until !== row.until;
  });
  await upsert(tx, 'flow_changes', ['entity_ref', 'change_key'], changed);
  const created = changed.filter(row => !held.has(identity(row)));
  return {
    owners: [...gone, ...changed].map(row => row.entity_ref),
    created: created.map(row => row.change_key),
  };
}

/** Removes all rows of the entities. */
export async function deleteFlowsOfEntities(
  tx: Knex.Transaction,
  refs: string[],
): Promise<void> {
  await deleteWhereIn(() => tx('flow_changes'), 'entity_ref', refs);
  await deleteWhereIn(() => tx('flow_versions'), 'entity_ref', refs);
}

/** More entities than this are read by time alone, and then looked through. */
const MAX_BY_ENTITY = 100;

/**
 * The changes of entities to which anything happened since a time, or that are
 * still under way.
 *
 * @param since - ISO 8601
 */
export async function readFlows(
  knex: Knex,
  refs: ReadonlySet<string>,
  since: string,
): Promise<StoredFlow[]> {
  const query = knex('flow_changes').select().where('until', '>=', since);
  const rows: FlowRow[] =
    refs.size > MAX_BY_ENTITY
      ? (await query).filter((row: FlowRow) => refs.has(row.entity_ref))
      : await query.whereIn('entity_ref', [...refs]);
  return rows.map(toFlow);
}
