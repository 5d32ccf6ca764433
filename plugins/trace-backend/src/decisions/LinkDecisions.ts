import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  CauseRequest,
  CauseResponse,
  Chain,
  commitKey,
  decisionsOf,
  LinkRequest,
  TICKET_LINKS,
  TicketLink,
  traceLinkPermission,
  traceRestrictedReadPermission,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readChain } from '../database/graph/operations/chains';
import { readEdgesFrom } from '../database/graph/operations/edges';
import { readNodeEntities } from '../database/graph/operations/entities';
import { readNodes } from '../database/graph/operations/nodes';
import { EntityConfig } from '../graph/attribution';
import { isTicketOf, nameOfTicket } from '../graph/summariseTickets';
import { GraphNode } from '../graph/types';
import { findRestrictedNodes } from '../restriction/findRestricted';
import { entitiesOfNodes } from '../service/entitiesOfNodes';
import { changesAddedBy } from '../service/projection/changesAddedBy';
import { Projector } from '../service/Projector';
import { Visibility } from '../service/Visibility';
import { readTicketPatterns } from '../tickets/readTicketPatterns';
import { isUnlinked } from './applyDecisions';
import { Said, sayDecisions } from './sayDecisions';
import { ticketNamed } from './ticketNamed';

/** Who decides about which entity's, and what they may see. */
interface Decider {
  config: EntityConfig;
  seesRestricted: boolean;
  by: string;
  credentials: BackstageCredentials;
}

/** A decision about a ticket; without `link`, that it is to be taken off. */
type TicketDecision = Omit<LinkRequest, 'link'> & { link?: TicketLink };

const EXPECTED_TICKET =
  'ticket: expected a key such as PAY-812, #12 or owner/name#12, or the address of a ticket';

/** Changes that are made anew at once; those beyond follow by themselves. */
const MAX_AHEAD = 100;

function requireDecided(incident: GraphNode, deployment: string) {
  const decided = decisionsOf(incident.state);
  if (
    decided.some(({ type, to }) => type === 'causedBy' && to === deployment)
  ) {
    return;
  }
  throw new InputError(
    'verdict: expected linked or unlinked, as nothing was said that could be withdrawn',
  );
}

const listed = (texts: string[]) =>
  texts.length > 0 ? texts.join(', ') : 'none';

/** Where a change keeps what is decided about it: a direct one with its commit. */
function subjectOf({ id, kind, repository }: Chain): string {
  return kind === 'direct'
    ? commitKey(repository, id.slice(id.indexOf('@') + 1))
    : id;
}

/** What people decide about links. Each decision is a fact. */
export class LinkDecisions {
  constructor(
    private readonly services: {
      knex: Knex;
      visibility: Visibility;
      projector: Projector;
    },
  ) {}

  /**
   * Links a ticket to a change, or takes it off. The change's chains are made
   * anew before this returns.
   *
   * @returns the node key of the ticket
   * @throws NotFoundError as if it did not exist, where the reader may not see
   *   the entity or it has no such change
   * @throws NotAllowedError without the permission
   * @throws InputError when the ticket is not known, or not linked
   */
  async decideOnTicket(
    entityRef: string,
    changeId: string,
    decision: TicketDecision,
    credentials: BackstageCredentials,
    by: string,
  ): Promise<string> {
    const { knex, projector } = this.services;
    const decider = await this.#decider(entityRef, credentials, by);
    const chain = await readChain(knex, entityRef, changeId);
    if (!chain) {
      throw new NotFoundError(`No change ${changeId} of ${entityRef}`);
    }
    await this.#requireLink(entityRef, decider);
    const patterns = await readTicketPatterns(knex);
    const ticket =
      ticketNamed(decision.ticket, chain.repository) ??
      patterns.named(decision.ticket);
    if (!ticket) throw new InputError(EXPECTED_TICKET);
    if (decision.link) {
      const config = patterns.known(decider.config);
      await this.#requireKnown(ticket, chain, { ...decider, config });
    } else await this.#requireLinked(ticket, chain);
    await this.#requireReadable(ticket, decider);

    const subject = subjectOf(chain);
    await this.#say(subject, by, decision.reason, decidedOf(ticket, decision));
    await projector.projectAhead({
      subject: [subject],
      change: [subject],
      chain: [changeId],
    });
    return ticket;
  }

  /**
   * Says whether a deployment of the entity caused an incident, or takes back
   * what was said. The incident, and changes that the deployment brought, are
   * made anew before this returns.
   *
   * @throws NotFoundError as if they did not exist, where the reader may see
   *   neither the entity nor the incident, or the deployment is not the entity's
   * @throws NotAllowedError without the permission
   * @throws InputError when nothing was said that could be taken back
   */
  async decideOnCause(
    entityRef: string,
    incident: string,
    { deployment, verdict, reason }: CauseRequest,
    credentials: BackstageCredentials,
    by: string,
  ): Promise<CauseResponse> {
    const { knex, projector } = this.services;
    const decider = await this.#decider(entityRef, credentials, by);
    const nodes = await readNodes(knex, [incident, deployment]);
    const owners = await readNodeEntities(knex, [deployment]);
    if (
      nodes.get(incident)?.kind !== 'incident' ||
      !(await this.#seesIncident(incident, deployment, credentials))
    ) {
      throw new NotFoundError(`No incident ${incident} of ${entityRef}`);
    }
    await this.#requireLink(entityRef, decider);
    if (
      nodes.get(deployment)?.kind !== 'deployment' ||
      !owners.get(deployment)?.includes(entityRef)
    ) {
      throw new InputError(
        `deployment: expected the node key of a deployment of ${entityRef}`,
      );
    }
    await this.#requireReadable(incident, decider);
    if (verdict === 'withdrawn') {
      requireDecided(nodes.get(incident)!, deployment);
    }
    const { at } = await this.#say(incident, by, reason, [
      { type: 'causedBy', to: deployment, verdict },
    ]);
    const brought = await changesAddedBy(knex, [deployment]);
    await projector.projectAhead({
      subject: [incident],
      // Issues of forges are tied to what they name, not to what was deployed.
      incident: incident.startsWith('incident:') ? [incident] : [],
      chain: brought.slice(0, MAX_AHEAD),
    });
    return { incident, deployment, verdict, by, reason, at };
  }

  async #decider(
    entityRef: string,
    credentials: BackstageCredentials,
    by: string,
  ): Promise<Decider> {
    const seen = await this.services.visibility.requireEntity(
      entityRef,
      credentials,
    );
    return { ...seen, by, credentials };
  }

  async #requireLink(entityRef: string, { credentials }: Decider) {
    const may = await this.services.visibility.mayLink(entityRef, credentials);
    if (!may) {
      throw new NotAllowedError(
        `This needs the permission ${traceLinkPermission.name} on ${entityRef}`,
      );
    }
  }

  async #requireReadable(issue: string, { seesRestricted }: Decider) {
    if (seesRestricted) return;
    const restricted = await findRestrictedNodes(this.services.knex, [issue]);
    if (restricted.has(issue)) {
      throw new NotAllowedError(
        `What is restricted needs the permission ${traceRestrictedReadPermission.name}`,
      );
    }
  }

  /** In the same words whether there is none or the reader may not see it. */
  async #requireKnown(ticket: string, chain: Chain, decider: Decider) {
    const { knex } = this.services;
    const { config } = decider;
    const node = (await readNodes(knex, [ticket])).get(ticket);
    if (
      isTicketOf(config, ticket, node) &&
      (await this.#seesTicket(ticket, node, chain, decider))
    ) {
      return;
    }
    throw new InputError(
      `ticket: nothing is known of ${nameOfTicket(
        ticket,
      )}; known are issues of ${
        chain.repository
      } that its forge told of, and the prefixes that ${
        config.ref
      } names: ${listed(config.ticketPrefixes)}`,
    );
  }

  /** What its own repository and its own projects have belongs to the entity. */
  async #seesTicket(
    ticket: string,
    node: GraphNode | undefined,
    chain: Chain,
    { config, credentials }: Decider,
  ): Promise<boolean> {
    if (node?.repository === chain.repository) return true;
    if (isTicketOf(config, ticket, undefined)) return true;
    return this.#seesNode(ticket, credentials);
  }

  async #seesNode(key: string, credentials: BackstageCredentials) {
    const { knex, visibility } = this.services;
    const owners = (await entitiesOfNodes(knex, [key])).get(key) ?? [];
    if (owners.length === 0) return visibility.seesUnowned(credentials);
    const { visible } = await visibility.visibleEntities(owners, credentials);
    return visible.size > 0;
  }

  /** Its candidates belong to the entity whose deployment is one. */
  async #seesIncident(
    incident: string,
    deployment: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const causes = await readEdgesFrom(
      this.services.knex,
      [incident],
      ['causedBy', 'maybeCausedBy'],
    );
    return (
      causes.some(({ to }) => to === deployment) ||
      this.#seesNode(incident, credentials)
    );
  }

  async #requireLinked(ticket: string, chain: Chain) {
    const edges = await readEdgesFrom(
      this.services.knex,
      [chain.id],
      [...TICKET_LINKS],
    );
    if (edges.some(edge => edge.to === ticket && !isUnlinked(edge))) return;
    throw new InputError(
      `ticket: ${nameOfTicket(
        ticket,
      )} is not linked to this change; linked are ${listed(
        chain.tickets.map(({ key }) => key),
      )}`,
    );
  }

  #say(subject: string, by: string, reason: string, said: Said[]) {
    return this.services.knex.transaction(tx =>
      sayDecisions(tx, subject, { by, reason }, said),
    );
  }
}

/** A link says of the other kinds of links that they are none. */
function decidedOf(to: string, { link }: TicketDecision): Said[] {
  return TICKET_LINKS.map(type => ({
    type,
    to,
    verdict: type === link ? 'linked' : 'unlinked',
  }));
}
