import { KindState } from './checkpoint';

/** How many items were read, and of how many; undefined while unknown. */
export interface ImportProgress {
  done: number;
  total?: number;
}

/** How far a run is with all its kinds together. */
export function progressOf(kinds: Record<string, KindState>): ImportProgress {
  const states = Object.values(kinds);
  const done = states.reduce((all, { seen }) => all + seen, 0);
  let total = 0;
  for (const state of states) {
    // Of what is done, nothing more will be seen, whatever the total was.
    const own = state.done ? state.seen : state.total;
    // Unknown until each of them answered once.
    if (own === undefined) return { done };
    total += own;
  }
  return { done, total: Math.max(done, total) };
}
