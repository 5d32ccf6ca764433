import { ChangeAttributes } from '@throughline/plugin-trace-common';
import { buildChain, ChainParts, EntityParts } from '../graph/chain';
import { GraphNode } from '../graph/types';
import { at, entityConfig, requestNode } from './nodes';

/** An entity that knows the tickets `PAY-…`. */
export const CART = entityConfig('cart', { ticketPrefixes: ['PAY'] });
const PRODUCTION = {
  environment: 'production',
  production: true,
  release: false,
  since: at('08:00'),
};

/** The chain of a change for {@link CART}, with a production to go to. */
export function chain(
  parts: Partial<ChainParts> & { change: GraphNode },
  of: Partial<EntityParts> = {},
) {
  return buildChain(
    {
      tickets: [],
      head: [],
      landed: [],
      reports: [],
      checks: [],
      incidents: [],
      reverts: [],
      revertedBy: [],
      pathsUnknown: false,
      restricted: false,
      restrictedIssues: new Set(),
      ...parts,
    },
    { entity: CART, lines: [PRODUCTION], steps: [], ...of },
  );
}

/** A request that is open. */
export const open = (more: Partial<ChangeAttributes> = {}) => requestNode(more);
/** A request that was merged at eleven. */
export const merged = (more: Partial<ChangeAttributes> = {}) =>
  requestNode({
    state: 'merged',
    mergeSha: 'merge0123456',
    mergedAt: at('11:00'),
    ...more,
  });
/** That a request was approved at ten. */
export const approved = {
  'review:1': {
    state: 'approved',
    by: { login: 'bo', type: 'person' },
    at: at('10:00'),
  },
} as object;
