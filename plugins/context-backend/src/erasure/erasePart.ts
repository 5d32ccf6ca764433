import { ContextErasureReport } from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { lockHead } from '../database/operations/head';
import {
  deleteOwn,
  eraseFromRevisions,
  eraseFromSections,
  eraseFromTexts,
  Part,
  Person,
} from './operations';

/** What is worked through, in this order. */
export const STEPS = [
  'own',
  'sections',
  'revisions',
  'entities',
  'due',
  'plugins',
] as const;

/** Where a part begins. */
export interface Position {
  step: (typeof STEPS)[number];
  /** Key of the last row that was looked at. */
  after: string[];
}

const NOTHING: ContextErasureReport = {
  looks: 0,
  sections: 0,
  revisions: 0,
  entities: 0,
  due: 0,
  plugins: 0,
};

const TEXTS = {
  entities: { keys: ['entity_ref'], column: 'title' },
  due: { keys: ['plugin_id', 'entity_ref'], column: 'problem' },
  plugins: { keys: ['plugin_id'], column: 'message' },
};

function workOn(
  tx: Knex.Transaction,
  { step, after }: Position,
  person: Person,
): Promise<Part> {
  switch (step) {
    case 'sections':
      return eraseFromSections(tx, person, after);
    case 'revisions':
      return eraseFromRevisions(tx, person, after);
    case 'entities':
    case 'due':
    case 'plugins':
      return eraseFromTexts(tx, { table: step, ...TEXTS[step] }, person, after);
    default:
      throw new Error(`There is no step ${step}`);
  }
}

/**
 * Erases a person from a part of what is kept, in one transaction. Doing a part
 * again finds nothing, so whoever is interrupted begins anew.
 *
 * @returns where the next part begins; no position at the end
 */
export async function erasePart(
  knex: Knex,
  person: Person,
  position: Position,
): Promise<{ report: ContextErasureReport; next?: Position }> {
  const { step } = position;
  return knex.transaction(async tx => {
    await lockHead(tx);
    const following = STEPS[STEPS.indexOf(step) + 1];
    const next = following && { step: following, after: [] };
    if (step === 'own') {
      const deleted = await deleteOwn(tx, person);
      return { report: { ...NOTHING, ...deleted }, next };
    }
    const { found, after } = await workOn(tx, position, person);
    return {
      report: { ...NOTHING, [step]: found },
      next: after ? { step, after } : next,
    };
  });
}
