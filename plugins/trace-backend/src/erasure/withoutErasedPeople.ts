import { replaceWords } from '@throughline/backend-kit';
import { Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { EntityConfig } from '../graph/attribution';
import { eraseFromEntity, eraseFromFact } from './eraseFromFact';
import { readErasedPeople } from './operations/marks';

/**
 * Facts as they may be stored: without the people who were erased. Whoever
 * brings them, a delivery or a history, brings them through here.
 */
export async function withoutErasedPeople(
  tx: Knex.Transaction,
  facts: Fact[],
): Promise<Fact[]> {
  const finder = await readErasedPeople(tx);
  return finder ? facts.map(fact => eraseFromFact(fact, finder)) : facts;
}

/** Makes texts such as may be stored; while nobody was erased, it is no work. */
export async function textEraser(
  tx: Knex.Transaction,
): Promise<(text: string) => string> {
  const finder = await readErasedPeople(tx);
  return text => (finder ? replaceWords(text, finder) : text);
}

/** What the catalog says, with repositories called as facts call them. */
export async function entitiesAsFactsCallThem(
  tx: Knex.Transaction,
  entities: EntityConfig[],
): Promise<EntityConfig[]> {
  const finder = await readErasedPeople(tx);
  return finder
    ? entities.map(entity => eraseFromEntity(entity, finder))
    : entities;
}
