import { FlowFacts } from './facts';

/** Why changes of an entity that nobody deploys do not wait to be deployed. */
export const NO_DEPLOYMENTS = 'no-deployments';

/**
 * Entities that have changes and of which no deployment was seen in the weeks
 * of the facts. Nobody can tell whether their changes wait to be deployed: they
 * may be packages that are only released, or their deployments are not told of.
 */
export function undeployedOf(
  facts: Pick<FlowFacts, 'changes' | 'deployments'>,
): ReadonlySet<string> {
  const deployed = new Set<string>();
  for (const { entityRef, release } of facts.deployments) {
    if (!release) deployed.add(entityRef);
  }
  for (const { entityRef, deliveries } of facts.changes) {
    if (deployed.has(entityRef)) continue;
    if (deliveries.some(({ release }) => !release)) deployed.add(entityRef);
  }
  const undeployed = new Set<string>();
  for (const { entityRef } of facts.changes) {
    if (!deployed.has(entityRef)) undeployed.add(entityRef);
  }
  return undeployed;
}
