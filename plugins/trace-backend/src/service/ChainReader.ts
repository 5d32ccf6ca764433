import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  Chain,
  ChainResponse,
  ChainsFilter,
  TicketSummary,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { CarriedReader } from '../carried/CarriedReader';
import {
  ChainsCursor,
  readChain,
  readChainsPage,
} from '../database/graph/operations/chains';
import {
  readEntity,
  readNodeEntities,
} from '../database/graph/operations/entities';
import { readLines } from '../database/graph/operations/lines';
import { readUnlinked } from '../decisions/readUnlinked';
import { orderLines } from '../graph/environments';
import { redactChain, redactCompanion } from '../restriction/redact';
import { VerifyingClock, verifiedByNow } from '../flow/verified';
import { readCompanions } from './companions';
import { readSteps } from './steps';
import { TicketReader } from './TicketReader';
import { readTicketPatterns } from '../tickets/readTicketPatterns';
import { Visibility } from './Visibility';

/** A page of chains as a reader may see them. */
export interface ChainsPage {
  items: Chain[];
  /** Environments of the entity, the way changes take. */
  environments: string[];
}

/** Reads the chains of one entity, for readers who may see it. */
export class ChainReader {
  private readonly tickets: TicketReader;
  private readonly carried: CarriedReader;

  constructor(
    private readonly knex: Knex,
    private readonly visibility: Visibility,
    private readonly clock: VerifyingClock,
  ) {
    this.tickets = new TicketReader(knex, visibility);
    this.carried = new CarriedReader(knex, visibility);
  }

  /**
   * @param entityRef - one the reader was found to see
   * @param options - `logins`: the reader's own, for the filter `mine`.
   *   `seesRestricted`: whether they see the words of what is restricted
   */
  async page(
    entityRef: string,
    options: {
      filter: ChainsFilter;
      logins: string[];
      seesRestricted: boolean;
      after?: ChainsCursor;
      limit: number;
    },
    credentials: BackstageCredentials,
  ): Promise<ChainsPage> {
    const stored = await readChainsPage(this.knex, entityRef, options);
    const chains = options.seesRestricted ? stored : stored.map(redactChain);
    const environments = await this.environments(entityRef);
    return {
      items: await this.present(chains, entityRef, environments, credentials),
      environments,
    };
  }

  /**
   * A change of the entity, or of a library it is built with.
   *
   * @param entityRef - one the reader was found to see
   * @throws NotFoundError when the entity has no such change
   */
  async chain(
    entityRef: string,
    id: string,
    options: { seesRestricted: boolean },
    credentials: BackstageCredentials,
  ): Promise<ChainResponse> {
    const stored = await readChain(this.knex, entityRef, id);
    const found = stored
      ? { chain: stored, owner: entityRef, reads: options.seesRestricted }
      : await this.carried.chain(entityRef, id, credentials);
    if (!found) throw new NotFoundError(`No change ${id} of ${entityRef}`);
    const seesRestricted = found.reads;
    const environments = await this.environments(entityRef);
    const [chain] = await this.present(
      [seesRestricted ? found.chain : redactChain(found.chain)],
      entityRef,
      environments,
      credentials,
    );
    chain.tickets = await Promise.all(
      chain.tickets.map(async ticket =>
        ticket.link === 'mentions'
          ? ticket
          : { ...ticket, ...(await this.liveOf(ticket.id, credentials)) },
      ),
    );
    const companions = await readCompanions(this.knex, entityRef, chain);
    const patterns = await readTicketPatterns(this.knex);
    const entity = await readEntity(this.knex, found.owner);
    return {
      chain,
      steps: await readSteps(this.knex, entityRef, chain, { seesRestricted }),
      unlinked: await readUnlinked(this.knex, patterns.known(entity!), id, {
        seesRestricted,
        hides: chain.restricted === 'hidden',
      }),
      companions: seesRestricted ? companions : companions.map(redactCompanion),
    };
  }

  /** How far a ticket is in production, where more than one change is its. */
  private async liveOf(
    ticket: string,
    credentials: BackstageCredentials,
  ): Promise<Pick<TicketSummary, 'live'>> {
    const progress = await this.tickets.progress(ticket, credentials);
    const live = progress
      .filter(({ production, release }) => production && !release)
      .map(({ environment, live: count, total }) => ({
        environment,
        live: count,
        total,
      }));
    return live.length > 0 ? { live } : {};
  }

  private async environments(entityRef: string): Promise<string[]> {
    const lines = await readLines(this.knex, [entityRef]);
    return orderLines(lines.get(entityRef) ?? []).map(
      ({ environment }) => environment,
    );
  }

  /**
   * Orders environments, and leaves out changes it is tied to that belong only
   * to entities the reader may not see.
   */
  private async present(
    chains: Chain[],
    entityRef: string,
    environments: string[],
    credentials: BackstageCredentials,
  ): Promise<Chain[]> {
    const related = chains.flatMap(({ reverts, revertedBy }) =>
      [...reverts, ...revertedBy].map(({ id }) => id),
    );
    const owners = await readNodeEntities(this.knex, related);
    const others = [...owners.values()].flat().filter(ref => ref !== entityRef);
    const { visible } = await this.visibility.visibleEntities(
      others,
      credentials,
    );
    const shown = ({ id }: { id: string }) =>
      (owners.get(id) ?? []).some(ref => ref === entityRef || visible.has(ref));
    return chains.map(chain => ({
      ...verifiedByNow(chain, this.clock),
      environments: [...chain.environments].sort(
        (a, b) =>
          environments.indexOf(a.environment) -
          environments.indexOf(b.environment),
      ),
      reverts: chain.reverts.filter(shown),
      revertedBy: chain.revertedBy.filter(shown),
    }));
  }
}
