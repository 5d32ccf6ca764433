import { FlowChange, FlowDelivery } from './facts';

/** That a change is where it counts as delivered. */
export interface Delivered {
  /** ISO 8601: when it was there for the first time. */
  at: string;
  /** What brought it there last. */
  delivery?: FlowDelivery;
  /** It was there before anybody looked. */
  baseline: boolean;
  /** That the deployment brought it is not sure. */
  incomplete: boolean;
}

const last = (deliveries: FlowDelivery[]) =>
  deliveries.reduce<FlowDelivery | undefined>(
    (latest, delivery) =>
      !latest || delivery.at > latest.at ? delivery : latest,
    undefined,
  );

/**
 * When a change came to where it counts as delivered: to the environment that
 * is asked for, else to every production environment of its entity; where
 * nothing is deployed, into a release.
 *
 * @returns undefined while it is not there
 */
export function deliveredOf(
  change: FlowChange,
  environment: string | undefined,
): Delivered | undefined {
  const { deliveries, deliveredAt } = change;
  const at = (one: FlowDelivery | undefined): Delivered | undefined =>
    one && {
      at: one.at,
      delivery: one,
      baseline: one.baseline === true,
      incomplete: one.incomplete === true,
    };
  if (environment !== undefined) {
    return at(deliveries.find(one => one.environment === environment));
  }
  if (!deliveredAt) return undefined;
  const production = deliveries.filter(one => one.production);
  const counted =
    production.length > 0 ? production : deliveries.filter(one => one.release);
  // A region that came to be later holds everything from its first day on.
  const seen = counted.filter(one => !one.baseline);
  const deciding = last(seen.length > 0 ? seen : counted);
  return {
    at: deliveredAt,
    delivery: deciding,
    baseline: seen.length === 0,
    incomplete: seen.some(one => one.incomplete),
  };
}

/** How far a change is, for choosing among those of several entities. */
const progress = (change: FlowChange, environment?: string) =>
  deliveredOf(change, environment)?.at ?? '9999';

/**
 * Each change once. One of several entities, as in a monorepo, is delivered
 * when it is for the last of them, and stands for that one. Of equals, one that is
 * deployed is taken: it waits there, whatever nobody deploys.
 *
 * @param undeployed - entities of which no deployment was seen
 */
export function distinctChanges(
  changes: FlowChange[],
  environment?: string,
  undeployed: ReadonlySet<string> = new Set(),
): FlowChange[] {
  const rank = ({ entityRef }: FlowChange) =>
    `${Number(undeployed.has(entityRef))} ${entityRef}`;
  const byId = new Map<string, FlowChange>();
  for (const change of changes) {
    const held = byId.get(change.id);
    if (!held) {
      byId.set(change.id, change);
      continue;
    }
    const [a, b] = [progress(change, environment), progress(held, environment)];
    if (a > b || (a === b && rank(change) < rank(held))) {
      byId.set(change.id, change);
    }
  }
  return [...byId.values()];
}
