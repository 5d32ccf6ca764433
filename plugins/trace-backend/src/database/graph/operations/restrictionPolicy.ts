import { parseJson } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { RestrictionPolicy } from '../../../restriction/policy';

/**
 * What the config restricts, as the replica that started last said. It is read
 * from here and not from the config, so that all replicas restrict the same: an
 * old one does too while a new one takes its place. One that starts once more
 * with the old config does undo the new one's policy, until the next start.
 */
export async function readRestrictionPolicy(
  knex: Knex,
): Promise<RestrictionPolicy> {
  const row: { policy: string } = await knex('restriction_policy')
    .select('policy')
    .where({ id: 1 })
    .first();
  return parseJson<RestrictionPolicy>(row.policy);
}

/** Keeps what the config restricts. */
export async function writeRestrictionPolicy(
  tx: Knex.Transaction,
  policy: RestrictionPolicy,
): Promise<void> {
  await tx('restriction_policy')
    .where({ id: 1 })
    .update({ policy: JSON.stringify(policy) });
}
