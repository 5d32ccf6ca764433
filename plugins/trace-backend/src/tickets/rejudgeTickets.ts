import { inParts } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { restrictChains } from '../database/graph/operations/chains';
import { readKeysOfKind, readNodes } from '../database/graph/operations/nodes';
import { deleteUnowned } from '../database/graph/operations/unowned';
import { readRestrictionPolicy } from '../database/graph/operations/restrictionPolicy';
import { enqueueWork } from '../database/graph/operations/work';
import { findQuoting } from '../restriction/findRestricted';
import { restrictsTicket } from '../restriction/policy';
import { projectChanges } from '../service/projection/changes';
import { changesOfCommits } from '../service/projection/subjects';
import { TicketSettings } from './settings';
import { TicketPatterns } from './TicketPatterns';

const NODES_AT_ONCE = 500;

/** What links a change is made anew by: a direct one's is its commit. */
const linkedBy = (change: string) =>
  change.includes('@') ? change.replace(/^change:/, 'commit:') : change;

/** Changes that name tickets which the policy restricts, in any way. */
async function changesNamingRestricted(
  tx: Knex.Transaction,
  changes: string[],
  patterns: TicketPatterns,
): Promise<string[]> {
  const policy = await readRestrictionPolicy(tx);
  if (!patterns.projectKeys().some(key => restrictsTicket(policy, key))) {
    return [];
  }
  const commits = await readKeysOfKind(tx, 'commit');
  const naming: string[] = [];
  for (const keys of inParts([...changes, ...commits], NODES_AT_ONCE)) {
    const nodes = await readNodes(tx, keys);
    for (const node of nodes.values()) {
      const named = patterns.mentionsOf(node);
      if (named.some(({ ticket }) => restrictsTicket(policy, ticket))) {
        naming.push(node.key);
      }
    }
  }
  const isCommit = (key: string) => key.startsWith('commit:');
  return [
    ...naming.filter(key => !isCommit(key)),
    ...(await changesOfCommits(tx, naming.filter(isCommit))),
  ];
}

/**
 * Has all changes linked to tickets anew, by the patterns of now. Those that
 * turn out to name a restricted ticket are linked and hidden when this returns;
 * what of them may be shown after all follows when they are projected.
 */
export async function rejudgeTickets(
  tx: Knex.Transaction,
  settings: TicketSettings,
): Promise<void> {
  const changes = await readKeysOfKind(tx, 'change');
  await enqueueWork(tx, 'change', changes.map(linkedBy));
  const hidden = await changesNamingRestricted(
    tx,
    changes,
    new TicketPatterns(settings),
  );
  for (const keys of inParts([...new Set(hidden)], NODES_AT_ONCE)) {
    await projectChanges(tx, [...new Set(keys.map(linkedBy))]);
    const naming = [...keys, ...(await findQuoting(tx, keys))];
    await restrictChains(tx, naming);
    await deleteUnowned(tx, naming);
  }
}
