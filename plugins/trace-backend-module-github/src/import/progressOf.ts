import { ResourceState, RunState } from './checkpoint';
import { RESOURCE_IDS } from './resources';

/** How many items were read, and of how many; undefined while unknown. */
export function progressOf(run: RunState): { seen: number; total?: number } {
  const states = RESOURCE_IDS.map(id => run.resources[id]);
  const paths = run.direct.length + run.directRead;
  const sum = (of: (state: ResourceState) => number) =>
    states.reduce((all, state) => all + of(state), 0);
  return {
    seen: sum(({ seen }) => seen) + run.directRead,
    // Unknown until each of them answered once.
    total: states.some(state => state.total === undefined && !state.done)
      ? undefined
      : sum(({ total = 0 }) => total) + paths,
  };
}
