import { Knex } from 'knex';
import { EntityConfig } from '../../../graph/attribution';
import { replaceEntityServices } from './entityServices';
import {
  deleteWhereIn,
  parseJson,
  replaceRows,
  selectWhereIn,
  upsert,
} from '@throughline/backend-kit';

interface EntityRow {
  ref: string;
  repository: string | null;
  config: string;
}

const toConfig = (row: EntityRow) => parseJson<EntityConfig>(row.config);

/** Everything trace knows of the catalog. */
export async function readEntities(knex: Knex): Promise<EntityConfig[]> {
  const rows: EntityRow[] = await knex('entities').select();
  return rows.map(toConfig);
}

/** What trace knows of one entity. */
export async function readEntity(
  knex: Knex,
  ref: string,
): Promise<EntityConfig | undefined> {
  const row: EntityRow | undefined = await knex('entities')
    .where({ ref })
    .first();
  return row && toConfig(row);
}

/** What trace knows of the entities; those it does not know are left out. */
export async function readEntitiesByRef(
  knex: Knex,
  refs: string[],
): Promise<EntityConfig[]> {
  const rows = await selectWhereIn<EntityRow>(
    () => knex('entities').select(),
    'ref',
    refs,
  );
  return rows.map(toConfig);
}

/** Entities by repository. */
export async function readEntitiesOfRepositories(
  knex: Knex,
  repositories: Iterable<string>,
): Promise<Map<string, EntityConfig[]>> {
  const rows = await selectWhereIn<EntityRow>(
    () => knex('entities').select(),
    'repository',
    repositories,
  );
  const byRepository = new Map<string, EntityConfig[]>();
  for (const row of rows) {
    const entities = byRepository.get(row.repository!) ?? [];
    entities.push(toConfig(row));
    byRepository.set(row.repository!, entities);
  }
  return byRepository;
}

/** Creates or replaces, and removes, what is known of entities. */
export async function writeEntities(
  tx: Knex.Transaction,
  changed: EntityConfig[],
  removed: string[],
): Promise<void> {
  await deleteWhereIn(() => tx('entities'), 'ref', removed);
  await replaceEntityServices(tx, changed, removed);
  await upsert(
    tx,
    'entities',
    ['ref'],
    changed.map(config => ({
      ref: config.ref,
      repository: config.repository ?? null,
      config: JSON.stringify(config),
    })),
  );
}

/** Entities that each node belongs to. */
export async function readNodeEntities(
  knex: Knex,
  keys: Iterable<string>,
): Promise<Map<string, string[]>> {
  const rows = await selectWhereIn<{ node_key: string; entity_ref: string }>(
    () => knex('node_entities').select(),
    'node_key',
    keys,
  );
  const byNode = new Map<string, string[]>();
  for (const row of rows) {
    byNode.set(row.node_key, [
      ...(byNode.get(row.node_key) ?? []),
      row.entity_ref,
    ]);
  }
  return byNode;
}

/** Replaces the entities that nodes belong to. */
export async function replaceNodeEntities(
  tx: Knex.Transaction,
  entities: Map<string, string[]>,
): Promise<void> {
  await replaceRows(
    tx,
    'node_entities',
    { owner: 'node_key', key: ['node_key', 'entity_ref'] },
    entities.keys(),
    [...entities].flatMap(([key, refs]) =>
      refs.map(ref => ({ node_key: key, entity_ref: ref })),
    ),
  );
}

/** Keys of the changes that belong to the entities. */
export async function readChangesOfEntities(
  knex: Knex,
  refs: string[],
): Promise<string[]> {
  const rows = await selectWhereIn<{ change_key: string }>(
    () => knex('chains').distinct('change_key'),
    'entity_ref',
    refs,
  );
  return rows.map(row => row.change_key);
}

/** Keys of all nodes of a kind in the repositories. */
export async function readNodeKeys(
  knex: Knex,
  repositories: Iterable<string>,
  kinds: string[],
): Promise<string[]> {
  const rows = await selectWhereIn<{ key: string }>(
    () => knex('nodes').select('key').whereIn('kind', kinds),
    'repository',
    repositories,
  );
  return rows.map(({ key }) => key);
}
