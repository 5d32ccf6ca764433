import { Organisation } from '../model/Organisation';
import { Repository } from '../model/types';
import { Links } from '../server/Links';
import { tellChecks } from './checks';
import { tellDelivery } from './deliveries';
import { Delivery } from './Delivery';
import { tellPulls } from './pulls';
import { tellPushes } from './pushes';
import { Teller } from './Teller';
import { tellWorkflows } from './workflows';

/**
 * The webhooks of everything that is in the model, in the order of time: what
 * a server would have got that was connected from the beginning.
 */
export function webhooksOf(
  organisation: Organisation,
  links: Links,
  repositories: Repository[] = organisation.repositories,
): Delivery[] {
  return repositories
    .flatMap(repository => {
      const teller = new Teller(organisation, repository, links);
      tellPushes(teller);
      tellPulls(teller);
      tellChecks(teller);
      tellWorkflows(teller);
      tellDelivery(teller);
      return teller.deliveries;
    })
    .sort((one, other) => one.at.localeCompare(other.at));
}
