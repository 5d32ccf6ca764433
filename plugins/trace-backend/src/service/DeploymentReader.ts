import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DeployedCommits,
  DeploymentsResponse,
  DeploymentSummary,
  MAX_DEPLOYED_CHANGES,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { CarriedReader, Libraries } from '../carried/CarriedReader';
import {
  countRolloutCommits,
  DeploymentsCursor,
  Direction,
  MAX_COMMITS_READ,
  readDeploymentsPage,
  readRolloutChanges,
} from '../database/graph/operations/deployments';
import { readLines } from '../database/graph/operations/lines';
import { readNodes } from '../database/graph/operations/nodes';
import { orderLines, Rollout } from '../graph/environments';
import { findRestrictedNodes } from '../restriction/findRestricted';
import { redactCompanion, withoutRestricted } from '../restriction/redact';

/** Reads what the deployments of one entity brought and took out. */
export class DeploymentReader {
  constructor(
    private readonly knex: Knex,
    private readonly carried: CarriedReader,
  ) {}

  /**
   * @param entityRef - one the reader was found to see
   * @param options - `seesRestricted`: whether they see the words of what is
   *   restricted
   */
  async page(
    entityRef: string,
    options: {
      environment?: string;
      after?: DeploymentsCursor;
      limit: number;
      seesRestricted: boolean;
    },
    credentials: BackstageCredentials,
  ): Promise<Pick<DeploymentsResponse, 'items' | 'environments'>> {
    const { knex } = this;
    const { seesRestricted } = options;
    const rollouts = await readDeploymentsPage(knex, entityRef, options);
    const keys = rollouts.map(({ key }) => key);
    const nodes = await readNodes(knex, keys);
    const restricted = seesRestricted
      ? new Set<string>()
      : await findRestrictedNodes(knex, keys);
    const libraries = await this.carried.libraries(entityRef, credentials);
    const items: DeploymentSummary[] = [];
    for (const rollout of rollouts) {
      const node = nodes.get(rollout.key);
      items.push({
        id: rollout.key,
        environment: rollout.environment,
        production: rollout.production,
        version: rollout.version,
        at: rollout.at,
        outcome: rollout.outcome,
        ...(rollout.missing.length > 0 ? { incomplete: true } : {}),
        ...(rollout.estimated ? { estimated: true } : {}),
        url: node && withoutRestricted(node, restricted).url,
        ...(await this.moved(rollout, libraries, seesRestricted)),
      });
    }
    const lines = (await readLines(knex, [entityRef])).get(entityRef) ?? [];
    return {
      items,
      environments: orderLines(lines)
        .filter(({ release }) => !release)
        .map(({ environment }) => environment),
    };
  }

  private async moved(
    rollout: Rollout,
    libraries: Libraries,
    seesRestricted: boolean,
  ): Promise<Pick<DeploymentSummary, 'added' | 'removed'>> {
    if (rollout.outcome === 'baseline') return {};
    const counts = await countRolloutCommits(this.knex, rollout);
    const each = async (direction: Direction): Promise<DeployedCommits> => {
      const commits = counts[direction];
      if (commits === 0) return { commits, changes: [], truncated: false };
      // One more than is told tells whether there are more.
      const chains = await readRolloutChanges(
        this.knex,
        rollout,
        direction,
        MAX_DEPLOYED_CHANGES + 1,
      );
      const own = chains.slice(0, MAX_DEPLOYED_CHANGES);
      const through = await this.carried.moved(
        rollout,
        direction,
        libraries,
        MAX_DEPLOYED_CHANGES - own.length,
      );
      const changes = [
        ...own
          .map(({ id, title, number, url, restricted }) => ({
            id,
            title,
            number,
            url,
            restricted,
          }))
          .map(change => (seesRestricted ? change : redactCompanion(change))),
        ...through.changes,
      ];
      return {
        commits,
        changes,
        ...(through.hidden > 0 && { hidden: through.hidden }),
        truncated:
          chains.length > MAX_DEPLOYED_CHANGES ||
          through.truncated ||
          commits > MAX_COMMITS_READ,
      };
    };
    return { added: await each('added'), removed: await each('removed') };
  }
}
