import { FlowDeployment, FlowFacts } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readFlows, StoredFlow } from '../database/flow/flowChanges';
import { readFlowDeployments } from '../database/flow/flowRollouts';

/** What is held of an entity. */
interface Held {
  version: number;
  /** ISO 8601: since when. */
  since: string;
  flows: StoredFlow[];
  deployments: FlowDeployment[];
}

const rowsOf = ({ flows, deployments }: Held) =>
  1 + flows.length + deployments.length;

/**
 * What flow and metrics are made of, by entity. What was read is held for as
 * long as the entity's version stays the same, so that only entities of which
 * something became another are read again. Those that were asked for least
 * recently go first.
 */
export class HeldFacts {
  private readonly held = new Map<string, Held>();
  private rows = 0;

  /** @param maxRows - changes and deployments that are held at the most */
  constructor(private readonly knex: Knex, private readonly maxRows: number) {}

  /**
   * @param versions - of the entities, read before
   * @param since - ISO 8601: what was over before is left out
   */
  async read(
    refs: ReadonlySet<string>,
    versions: ReadonlyMap<string, number>,
    since: string,
  ): Promise<FlowFacts> {
    const versionOf = (ref: string) => versions.get(ref) ?? 0;
    const all = new Map<string, Held>();
    const unknown = new Set<string>();
    for (const ref of refs) {
      const held = this.held.get(ref);
      const holds = held?.version === versionOf(ref) && held.since <= since;
      if (holds) all.set(ref, held);
      else unknown.add(ref);
    }
    for (const [ref, facts] of await this.readAnew(unknown, since)) {
      all.set(ref, { ...facts, since, version: versionOf(ref) });
    }
    all.forEach((facts, ref) => this.hold(ref, facts));
    return factsSince([...all.values()], since);
  }

  private async readAnew(refs: ReadonlySet<string>, since: string) {
    const byEntity = new Map<string, Pick<Held, 'flows' | 'deployments'>>();
    for (const ref of refs) byEntity.set(ref, { flows: [], deployments: [] });
    if (refs.size === 0) return byEntity;
    const [flows, deployments] = await Promise.all([
      readFlows(this.knex, refs, since),
      readFlowDeployments(this.knex, refs, since),
    ]);
    for (const flow of flows) {
      byEntity.get(flow.change.entityRef)!.flows.push(flow);
    }
    for (const one of deployments) {
      byEntity.get(one.entityRef)!.deployments.push(one);
    }
    return byEntity;
  }

  private hold(ref: string, facts: Held): void {
    this.drop(ref);
    this.held.set(ref, facts);
    this.rows += rowsOf(facts);
    for (const oldest of this.held.keys()) {
      if (this.rows <= this.maxRows) break;
      this.drop(oldest);
    }
  }

  private drop(ref: string): void {
    const held = this.held.get(ref);
    if (!held) return;
    this.held.delete(ref);
    this.rows -= rowsOf(held);
  }
}

/** What is held may reach further back than what is asked for. */
function factsSince(all: Held[], since: string): FlowFacts {
  const facts: FlowFacts = { changes: [], deployments: [], incidents: [] };
  for (const { flows, deployments } of all) {
    for (const { change, incidents, until } of flows) {
      if (until < since) continue;
      facts.changes.push(change);
      facts.incidents.push(...incidents);
    }
    for (const one of deployments) {
      if (one.at >= since) facts.deployments.push(one);
    }
  }
  return facts;
}
