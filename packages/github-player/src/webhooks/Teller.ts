import { createHash } from 'node:crypto';
import { Organisation } from '../model/Organisation';
import { Account, Repository } from '../model/types';
import { Links } from '../server/Links';
import { accountShape } from '../shapes/account';
import { repositoryShape } from '../shapes/repository';
import { Delivery } from './Delivery';

/** Ids look like GitHub's, and are the same for the same event. */
function deliveryId(...parts: string[]): string {
  const hash = createHash('sha256').update(parts.join('/')).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ].join('-');
}

/** What a delivery is about. */
interface Event {
  event: string;
  action?: string;
  at: string;
  by: Account;
  /** Distinguishes it from others of this event and action. */
  subject: string;
}

/** Makes deliveries of what happened in one repository. */
export class Teller {
  readonly deliveries: Delivery[] = [];

  constructor(
    readonly organisation: Organisation,
    readonly repository: Repository,
    readonly links: Links,
  ) {}

  /**
   * Adds a delivery. Its payload is put together when it is read, together
   * with what every payload has: thousands of them would not fit into memory.
   */
  tell({ event, action, at, by, subject }: Event, payload: () => object): void {
    const whole = () => {
      const { links, repository } = this;
      return {
        ...(action && { action }),
        repository: repositoryShape(repository, links),
        ...payload(),
        organization: this.#organization(),
        sender: accountShape(by, links),
      };
    };
    this.deliveries.push({
      event,
      id: deliveryId(`${this.repository.id}`, event, action ?? '', subject),
      at,
      get payload() {
        return whole();
      },
    });
  }

  #organization() {
    const { id, login } = this.repository.owner;
    const url = `${this.links.api}/orgs/${login}`;
    return {
      login,
      id,
      node_id: `Organization_${id}`,
      url,
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`,
      public_members_url: `${url}/public_members{/member}`,
      avatar_url: `${this.links.web}/avatars/${id}`,
      description: null,
    };
  }
}
