import {
  deleteWhereIn,
  inParts,
  insertMissing,
  selectWhereIn,
} from '@throughline/backend-kit';
import { Knex } from 'knex';
import { Line } from './rollouts';

/** An incident as it is stored for being found. */
export interface StoredIncident {
  key: string;
  /** ISO 8601. */
  beganAt: string;
  entityRefs: string[];
  /** Lower case. */
  services: string[];
}

/** Replaces what is stored of the incidents; those not given are removed. */
export async function replaceIncidents(
  tx: Knex.Transaction,
  keys: string[],
  incidents: StoredIncident[],
): Promise<void> {
  await deleteWhereIn(() => tx('incidents'), 'key', keys);
  await deleteWhereIn(() => tx('incident_services'), 'key', keys);
  await insertMissing(
    tx,
    'incidents',
    ['entity_ref', 'key'],
    incidents.flatMap(({ key, beganAt, entityRefs }) =>
      entityRefs.map(ref => ({ entity_ref: ref, key, began_at: beganAt })),
    ),
  );
  await insertMissing(
    tx,
    'incident_services',
    ['service', 'key'],
    incidents.flatMap(({ key, services }) =>
      services.map(service => ({ service, key })),
    ),
  );
}

/** When something of an entity may have to do with an incident. */
export interface EntitySpan {
  entityRef: string;
  /** ISO 8601; both ends are in it. */
  from: string;
  to: string;
}

/** Spans in one statement. */
const SPANS = 300;

/** Incidents that began within any of the spans of their entity. */
export async function readIncidentsWithin(
  knex: Knex,
  spans: EntitySpan[],
): Promise<string[]> {
  const found = new Set<string>();
  for (const part of inParts(spans, SPANS)) {
    const values = part
      .map(() => '(CAST(? AS text), CAST(? AS text), CAST(? AS text))')
      .join(', ');
    const result = await knex.raw(
      `WITH spans(entity_ref, since, until) AS (VALUES ${values})
       SELECT DISTINCT i.key AS key FROM spans s JOIN incidents i
         ON i.entity_ref = s.entity_ref AND i.began_at BETWEEN s.since AND s.until`,
      part.flatMap(({ entityRef, from, to }) => [entityRef, from, to]),
    );
    const rows: Array<{ key: string }> = result.rows ?? result;
    rows.forEach(({ key }) => found.add(key));
  }
  return [...found];
}

/** Incidents that name one of the services, or belong to one of the entities. */
export async function readIncidentsOf(
  knex: Knex,
  of: { services: Iterable<string>; entityRefs: Iterable<string> },
): Promise<string[]> {
  const found = [
    ...(await selectWhereIn<{ key: string }>(
      () => knex('incident_services').select('key'),
      'service',
      of.services,
    )),
    ...(await selectWhereIn<{ key: string }>(
      () => knex('incidents').select('key'),
      'entity_ref',
      of.entityRefs,
    )),
  ];
  return [...new Set(found.map(({ key }) => key))].sort();
}

/** Every incident of a system for incidents. */
export async function readAllIncidents(knex: Knex): Promise<string[]> {
  const keys: string[] = await knex('nodes')
    .where({ kind: 'incident' })
    .whereNull('repository')
    .pluck('key');
  return keys.filter(key => key.startsWith('incident:'));
}

interface LineRollout {
  key: string;
  at: string;
  outcome: string;
  previous: string | null;
}

/**
 * Rollouts to one environment within a span of time, the latest first.
 *
 * @param limit - how many at the most
 */
export async function readRolloutsBetween(
  knex: Knex,
  { entityRef, environment }: Line,
  span: { from: string; to: string },
  limit: number,
): Promise<LineRollout[]> {
  return knex('rollouts')
    .select('key', 'at', 'outcome', 'previous')
    .where({ entity_ref: entityRef, environment })
    .whereBetween('at', [span.from, span.to])
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'key', order: 'desc' },
    ])
    .limit(limit);
}
