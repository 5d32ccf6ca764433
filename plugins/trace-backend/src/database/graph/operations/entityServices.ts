import {
  deleteWhereIn,
  insertMissing,
  parseJson,
  selectWhereIn,
} from '@throughline/backend-kit';
import { Knex } from 'knex';
import { EntityConfig } from '../../../graph/attribution';

/** Replaces what deployments call the entities. */
export async function replaceEntityServices(
  tx: Knex.Transaction,
  changed: EntityConfig[],
  removed: string[],
): Promise<void> {
  const refs = [...changed.map(({ ref }) => ref), ...removed];
  await deleteWhereIn(() => tx('entity_services'), 'entity_ref', refs);
  await insertMissing(
    tx,
    'entity_services',
    ['service', 'entity_ref'],
    changed.flatMap(({ ref, services }) =>
      [...new Set(services)].map(service => ({ service, entity_ref: ref })),
    ),
  );
}

/**
 * Entities of the whole catalog by what deployments call them.
 *
 * @param services - lower case
 */
export async function readEntitiesByService(
  knex: Knex,
  services: Iterable<string>,
): Promise<Map<string, EntityConfig[]>> {
  const rows = await selectWhereIn<{ service: string; config: string }>(
    () =>
      knex('entity_services')
        .join('entities', 'entities.ref', 'entity_services.entity_ref')
        .select('entity_services.service', 'entities.config'),
    'entity_services.service',
    services,
  );
  const byService = new Map<string, EntityConfig[]>();
  for (const { service, config } of rows) {
    const entities = byService.get(service) ?? [];
    byService.set(service, [...entities, parseJson<EntityConfig>(config)]);
  }
  return byService;
}
