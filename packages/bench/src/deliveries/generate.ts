import { GithubDelivery } from './demo';
import { lifecyclesOf } from './lifecycles';
import { bodyOf, PAYLOAD_BYTES } from './payloadSizes';
import { REPOSITORIES_OF_SERIES, repositoriesOf } from './repositories';

/** A webhook delivery, ready to be signed and sent. */
export interface BenchDelivery {
  id: string;
  /** `x-github-event` */
  event: string;
  body: string;
}

/** Which deliveries to make. */
export interface DeliveryPlan {
  /** By it nothing is the same as in another series. */
  series: number;
  count: number;
  /**
   * `measured`: only the events whose real sizes are known. `all`: what GitHub
   * sends besides as well, such as deployments.
   */
  events: 'measured' | 'all';
}

/**
 * Deliveries of {@link REPOSITORIES_OF_SERIES} repositories, an equal part from
 * each. The same plan gives the same deliveries.
 */
export function* generate(plan: DeliveryPlan): Generator<BenchDelivery> {
  const share = Math.ceil(plan.count / REPOSITORIES_OF_SERIES);
  let left = plan.count;
  for (const source of repositoriesOf(plan.series)) {
    const wanted = (delivery: GithubDelivery) =>
      plan.events === 'all' || delivery.event in PAYLOAD_BYTES;
    // Nearly two in five are of events that are not measured.
    const made = share * (plan.events === 'all' ? 1.1 : 2);
    const deliveries = lifecyclesOf(source, made).filter(wanted);
    if (deliveries.length < share) {
      throw new Error(`Only ${deliveries.length} deliveries of ${source.name}`);
    }
    for (const delivery of deliveries.slice(0, Math.min(share, left))) {
      yield {
        id: delivery.id,
        event: delivery.event,
        body: bodyOf(delivery.event, delivery.payload, delivery.id),
      };
    }
    left -= share;
  }
}
