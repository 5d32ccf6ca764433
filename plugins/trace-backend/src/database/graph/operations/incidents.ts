import {
  deleteWhereIn,
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

/** Incidents of an entity that began within a span of time, ends included. */
export async function readIncidentsBetween(
  knex: Knex,
  entityRef: string,
  span: { from: string; to: string },
): Promise<string[]> {
  return knex('incidents')
    .where({ entity_ref: entityRef })
    .whereBetween('began_at', [span.from, span.to])
    .pluck('key');
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
