import { Knex } from 'knex';
import { EntityChain } from '../database/graph/operations/chains';
import { readNodes } from '../database/graph/operations/nodes';
import { beginHistories } from '../database/graph/operations/sectionHistories';
import { isRestrictedIssue, RestrictionPolicy } from './policy';

/**
 * Has forgotten what sections of entities said of what is restricted now. They
 * name changes and incidents; tickets only by the titles of changes.
 *
 * @param before - chains as they were until now
 * @param restricted - node keys of changes that are restricted now
 */
export async function forgetWhatWasSaid(
  tx: Knex.Transaction,
  before: EntityChain[],
  {
    policy,
    restricted,
  }: { policy: RestrictionPolicy; restricted: ReadonlySet<string> },
): Promise<void> {
  const openIncidents = ({ chain }: EntityChain) =>
    chain.incidents.filter(incident => !incident.restricted);
  const incidents = await readNodes(
    tx,
    before.flatMap(openIncidents).map(({ id }) => id),
  );
  const saidTooMuch = before.filter(
    own =>
      (!own.chain.restricted && restricted.has(own.chain.id)) ||
      openIncidents(own).some(({ id }) =>
        isRestrictedIssue(policy, id, incidents.get(id)?.state),
      ),
  );
  await beginHistories(
    tx,
    saidTooMuch.map(({ entityRef }) => entityRef),
  );
}
