import { directTimes } from './chain';
import { GraphNode } from './types';

/**
 * When a change came to the default branch; undefined while it has not. What was
 * merged into another branch goes on as part of that one.
 *
 * @param landed - what it became there, as far as that was read
 */
export function landedAt(
  { state, at }: GraphNode,
  landed: GraphNode[],
): string | undefined {
  if (state.direct === true) return directTimes(landed[0], at).mergedAt;
  return state.state === 'merged' && state.intoDefaultBranch !== false
    ? String(state.mergedAt ?? at)
    : undefined;
}
