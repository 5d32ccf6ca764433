import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  TicketProgress,
  TicketResponse,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { CarriedReader } from '../carried/CarriedReader';
import { readChainsOfChanges } from '../database/graph/operations/chains';
import { readEdgesTo } from '../database/graph/operations/edges';
import { readLines } from '../database/graph/operations/lines';
import { isUnlinked } from '../decisions/applyDecisions';
import { redactCompanion } from '../restriction/redact';
import { NodeReader } from './NodeReader';
import { ImplementingChange, ticketProgress } from './ticketProgress';
import { Visibility } from './Visibility';

/** Changes that are looked at of one ticket. */
const MAX_CHANGES = 200;

/** What of a ticket a reader may see. */
interface Seen {
  changes: ImplementingChange[];
  /** Changes of which the reader may see no entity. */
  hidden: number;
  truncated: boolean;
  readable: ReadonlySet<string>;
}

/** Reads what implements a ticket, over all entities that a reader may see. */
export class TicketReader {
  private readonly nodes: NodeReader;
  private readonly carried: CarriedReader;

  constructor(
    private readonly knex: Knex,
    private readonly visibility: Visibility,
  ) {
    this.nodes = new NodeReader(knex, visibility);
    this.carried = new CarriedReader(knex, visibility);
  }

  /**
   * A ticket with the changes that implement it, and how far they are.
   *
   * @throws NotFoundError as for a node
   */
  async read(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<TicketResponse> {
    const { node } = await this.nodes.read(id, credentials);
    const { attributes: _, entityRefs: __, ...ticket } = node;
    const seen = await this.#see(id, credentials);
    return {
      ticket,
      changes: seen.changes.map(({ entityRef, chain }) => {
        // What is carried is read by whoever may read it where it belongs.
        const reads = (chain.via ?? [entityRef]).some(ref =>
          seen.readable.has(ref),
        );
        const shown = reads ? chain : redactCompanion(chain);
        const { title, number, url, stage, environments, restricted } = shown;
        return {
          entityRef,
          id: chain.id,
          title,
          number,
          url,
          restricted,
          stage,
          environments,
          via: chain.via,
        };
      }),
      hidden: seen.hidden,
      truncated: seen.truncated,
      environments: await this.#progressOf(seen.changes),
    };
  }

  /** How far a ticket is that more than one change implements. */
  async progress(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<TicketProgress[]> {
    const { changes } = await this.#see(id, credentials);
    const progress = await this.#progressOf(changes);
    return progress.filter(({ total }) => total > 1);
  }

  async #progressOf(changes: ImplementingChange[]) {
    const refs = [...new Set(changes.map(({ entityRef }) => entityRef))];
    return ticketProgress(changes, await readLines(this.knex, refs));
  }

  async #see(id: string, credentials: BackstageCredentials): Promise<Seen> {
    const edges = await readEdgesTo(this.knex, [id], ['implements', 'closes']);
    const keys = [
      ...new Set(edges.filter(edge => !isUnlinked(edge)).map(e => e.from)),
    ].sort();
    const asked = keys.slice(0, MAX_CHANGES);
    const all = await readChainsOfChanges(this.knex, asked);
    const { visible, restricted } = await this.visibility.visibleEntities(
      all.map(({ entityRef }) => entityRef),
      credentials,
    );
    const owned = all.filter(({ entityRef }) => visible.has(entityRef));
    const shown = new Set(owned.map(({ chain }) => chain.id));
    const changes = [
      ...owned,
      ...(await this.carried.carriedBy(owned, credentials)),
    ];
    return {
      changes,
      hidden: asked.length - shown.size,
      truncated: keys.length > MAX_CHANGES,
      readable: restricted,
    };
  }
}
