import { Knex } from 'knex';
import { deleteFlowsOfEntities } from '../database/flow/flowChanges';
import { deleteChainsOfEntities } from '../database/graph/operations/chains';
import {
  readChangesOfEntities,
  readEntities,
  readNodeKeys,
  writeEntities,
} from '../database/graph/operations/entities';
import { readIncidentsOf } from '../database/graph/operations/incidents';
import { beginHistories } from '../database/graph/operations/sectionHistories';
import {
  enqueueWork,
  takeProjectorLease,
} from '../database/graph/operations/work';
import { entitiesAsFactsCallThem } from '../erasure/withoutErasedPeople';
import { EntityConfig } from '../graph/attribution';
import { findRolloutsOfEntities } from './projection/enqueueRollouts';

const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** What of an entity decides what belongs to it: relations are not in it. */
const attributed = ({ dependsOn: _, ...rest }: EntityConfig) => rest;

/**
 * Takes over what the catalog says of entities. Only what an edit can reach is
 * attributed anew; the graph is not touched.
 *
 * @returns refs of the entities that became others
 */
export async function applyCatalog(
  knex: Knex,
  read: EntityConfig[],
): Promise<string[]> {
  return knex.transaction(async tx => {
    // Before the lease: whoever needs both takes them in this order.
    const entities = await entitiesAsFactsCallThem(tx, read);
    await takeProjectorLease(tx, { wait: true });
    const held = new Map(
      (await readEntities(tx)).map(entity => [entity.ref, entity]),
    );
    const wanted = new Map(entities.map(entity => [entity.ref, entity]));
    const changed = entities.filter(entity => {
      const before = held.get(entity.ref);
      return !before || !same(before, entity);
    });
    const removed = [...held.keys()].filter(ref => !wanted.has(ref));
    if (changed.length + removed.length === 0) return [];
    const moved = changed.filter(entity => {
      const before = held.get(entity.ref);
      return !before || !same(attributed(before), attributed(entity));
    });

    const repositories = new Set(
      [...moved, ...removed.map(ref => held.get(ref)!)]
        .flatMap(({ ref, repository }) => [
          repository,
          held.get(ref)?.repository,
        ])
        .filter((repository): repository is string => Boolean(repository)),
    );
    await enqueueWork(tx, 'chain', [
      ...(await readNodeKeys(tx, repositories, ['change'])),
      ...(await readChangesOfEntities(tx, removed)),
    ]);
    await enqueueWork(
      tx,
      'rollout',
      await findRolloutsOfEntities(tx, held, moved, removed),
    );
    await enqueueWork(
      tx,
      'finding',
      await readNodeKeys(tx, repositories, ['finding']),
    );
    const others = [...moved.map(({ ref }) => ref), ...removed];
    await enqueueWork(
      tx,
      'incident',
      await readIncidentsOf(tx, {
        services: moved.flatMap(({ services, incidentServices = [] }) => [
          ...services,
          ...incidentServices,
        ]),
        entityRefs: others,
      }),
    );
    await writeEntities(tx, changed, removed);
    await deleteChainsOfEntities(tx, removed);
    await deleteFlowsOfEntities(tx, removed);
    // What becomes restricted while they are away would not be known of them.
    await beginHistories(tx, removed);
    return [...changed.map(({ ref }) => ref), ...removed];
  });
}
