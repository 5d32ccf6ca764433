import { ContextSection } from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { lockHead } from '../database/operations/head';
import {
  gone,
  readHeld,
  writeRevisions,
} from '../database/operations/sections';
import { contentOf } from '../pull/sectionContent';

/** The entity that most tests are about. */
export const CART = 'component:default/cart';

/** A section with nothing in it but what a test gives. */
export function section(parts: Partial<ContextSection> = {}): ContextSection {
  return {
    entityRef: CART,
    sectionId: 'trace',
    title: 'Delivery',
    permission: { name: 'trace.read', resourceType: 'catalog-entity' },
    asOf: '2026-01-01T00:00:00.000Z',
    status: 'ok',
    headline: 'All is well',
    facts: [],
    attention: [],
    links: [],
    ...parts,
  };
}

/** Stores sections as if their plugins had answered them, each a revision. */
export async function tell(
  knex: Knex,
  sections: ContextSection[],
  now: Date = new Date(),
): Promise<void> {
  await knex.transaction(async tx => {
    await lockHead(tx);
    await writeRevisions(
      tx,
      sections.map(told => ({
        entityRef: told.entityRef,
        sectionId: told.sectionId,
        pluginId: told.sectionId.split('.')[0],
        ...contentOf(told),
        asOf: new Date(told.asOf),
      })),
      now,
    );
  });
}

/** Has a section go away, as if its plugin had nothing to say any more. */
export async function untell(
  knex: Knex,
  entityRef: string,
  sectionId: string,
  now: Date = new Date(),
): Promise<void> {
  await knex.transaction(async tx => {
    await lockHead(tx);
    const held = await readHeld(tx, [entityRef]);
    await writeRevisions(
      tx,
      held
        .filter(kept => kept.sectionId === sectionId)
        .map(kept => gone(kept, now)),
      now,
    );
  });
}
