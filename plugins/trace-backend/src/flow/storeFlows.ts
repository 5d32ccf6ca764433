import { Chain } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { replaceFlows } from '../database/flow/flowChanges';
import { LandedPaths, replacePaths } from '../database/flow/flowPaths';
import { raiseFlowVersions } from '../database/flow/flowVersions';
import { ChainParts, EntityParts } from '../graph/chain';
import { ChangeFlow, flowOfChange } from './flowOfChange';

/** Collects what flow and metrics keep of a batch of changes. */
export class FlowBatch {
  private readonly flows: ChangeFlow[] = [];
  private readonly landed = new Map<string, LandedPaths>();

  /** @param paths - what the change touched, where that is known */
  add(
    chain: Chain,
    parts: ChainParts,
    of: EntityParts,
    paths: string[] | undefined,
  ): void {
    const flow = flowOfChange(chain, parts, of);
    this.flows.push(flow);
    const { id, mergedAt } = flow.change;
    if (mergedAt && paths) {
      this.landed.set(id, {
        changeKey: id,
        repository: chain.repository,
        landedAt: mergedAt,
        paths,
      });
    }
  }

  /** Writes what became another. */
  async store(tx: Knex.Transaction, keys: string[]): Promise<void> {
    const { owners, created } = await replaceFlows(tx, keys, this.flows);
    const landed = [...this.landed.values()];
    const others = await replacePaths(tx, keys, landed, created);
    await raiseFlowVersions(tx, [...owners, ...others]);
  }
}
