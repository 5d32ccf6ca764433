import { FlowChange, FlowDeployment, FlowQuestion } from '../facts';

/** A time on a day of March 2026; the second is a Monday. */
export const on = (day: number, hour = 0) =>
  new Date(Date.UTC(2026, 2, day, hour)).toISOString();

/** Four full weeks of March 2026. */
export const MARCH: FlowQuestion = {
  period: { from: on(2), to: on(30) },
  verifiedAfterMs: 24 * 3_600_000,
};

export const CART = 'component:default/cart';
export const LIST = 'component:default/wishlist';

/** A change of cart that is open since the second of March. */
export function flowChange(
  id: string,
  more: Partial<FlowChange> = {},
): FlowChange {
  return {
    entityRef: CART,
    id,
    written: 'none-seen',
    notes: [],
    gaps: [],
    createdAt: on(2),
    stages: [],
    deliveries: [],
    tests: [],
    ...more,
  };
}

/** One that came to production with a deployment, `d1` by default. */
export function delivered(
  id: string,
  at: string,
  more: Partial<FlowChange> & { by?: string } = {},
): FlowChange {
  const { by = 'd1', ...rest } = more;
  return flowChange(id, {
    mergedAt: at,
    deliveredAt: at,
    deliveries: [
      { environment: 'production', production: true, release: false, at, by },
    ],
    ...rest,
  });
}

/** A production deployment of cart. */
export function deployment(
  id: string,
  at: string,
  more: Partial<FlowDeployment> = {},
): FlowDeployment {
  return {
    entityRef: CART,
    id,
    environment: 'production',
    production: true,
    release: false,
    at,
    version: id,
    outcome: 'forward',
    ...more,
  };
}
