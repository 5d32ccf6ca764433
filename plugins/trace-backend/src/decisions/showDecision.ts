import { EdgeView, LinkDecision } from '@throughline/plugin-trace-common';
import { GraphEdge } from '../graph/types';

/**
 * What a person decided about an edge, to be spread into its view.
 *
 * @param hides - whether the reader may not see the words around it
 */
export function showDecision(
  { decided }: GraphEdge,
  hides: boolean,
): { decided?: LinkDecision } {
  if (!decided) return {};
  const { reason, ...others } = decided;
  return { decided: hides ? others : { ...others, reason } };
}

/** How something is linked, without what people wrote. */
export function withoutWords<
  T extends Pick<EdgeView, 'text'> & { decided?: LinkDecision },
>(link: T): T {
  const { decided } = link;
  return {
    ...link,
    text: undefined,
    ...(decided && { decided: { ...decided, reason: undefined } }),
  };
}
