import { Knex } from 'knex';
import { readExpired } from '../database/graph/operations/findings';
import { enqueueWork } from '../database/graph/operations/work';

const AT_ONCE = 500;

/**
 * Marks findings whose exceptions are over, so that they hold their changes up
 * again.
 *
 * @returns how many there are
 */
export async function enqueueExpired(
  knex: Knex,
  now: string = new Date().toISOString(),
): Promise<number> {
  return knex.transaction(async tx => {
    const keys = await readExpired(tx, now, AT_ONCE);
    await enqueueWork(tx, 'finding', keys);
    return keys.length;
  });
}
