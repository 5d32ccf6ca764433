import { inParts } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { restrictChains } from '../database/graph/operations/chains';
import {
  readEdgesFrom,
  readEdgesTo,
  readIssueKeys,
} from '../database/graph/operations/edges';
import { deleteUnowned } from '../database/graph/operations/unowned';
import {
  readRestrictionPolicy,
  writeRestrictionPolicy,
} from '../database/graph/operations/restrictionPolicy';
import {
  enqueueWork,
  takeProjectorLease,
} from '../database/graph/operations/work';
import { changesOfCommits } from '../service/projection/subjects';
import { findQuoting } from './findRestricted';
import { RestrictionPolicy, restrictsTicket } from './policy';

const TICKETS_AT_ONCE = 500;

/**
 * Changes that name the tickets, revert or copy such changes, or caused the
 * incidents.
 */
async function changesNaming(
  tx: Knex.Transaction,
  tickets: string[],
): Promise<string[]> {
  const naming = await readEdgesTo(tx, tickets, [
    'implements',
    'closes',
    'mentions',
  ]);
  const causes = await readEdgesFrom(tx, tickets, ['causedBy']);
  const caused = causes.map(({ to }) => to);
  const changes = naming.map(({ from }) => from);
  return [
    ...changes,
    ...(await findQuoting(tx, changes)),
    ...caused.filter(key => key.startsWith('change:')),
    ...(await changesOfCommits(tx, caused)),
  ];
}

/**
 * Takes over what the config restricts. What is newly restricted is hidden when
 * this returns; what of it may be shown after all, and what is restricted no
 * more, follows when it is projected.
 */
export async function applyRestrictions(
  knex: Knex,
  policy: RestrictionPolicy,
): Promise<void> {
  await knex.transaction(async tx => {
    await takeProjectorLease(tx, { wait: true });
    const held = await readRestrictionPolicy(tx);
    if (JSON.stringify(held) === JSON.stringify(policy)) return;
    await writeRestrictionPolicy(tx, policy);
    const changed = (await readIssueKeys(tx)).filter(
      key => restrictsTicket(held, key) !== restrictsTicket(policy, key),
    );
    for (const tickets of inParts(changed, TICKETS_AT_ONCE)) {
      const changes = await changesNaming(tx, tickets);
      await enqueueWork(tx, 'chain', changes);
    }
    const closed = changed.filter(key => restrictsTicket(policy, key));
    for (const tickets of inParts(closed, TICKETS_AT_ONCE)) {
      const changes = await changesNaming(tx, tickets);
      await restrictChains(tx, changes);
      await deleteUnowned(tx, changes);
    }
  });
}
