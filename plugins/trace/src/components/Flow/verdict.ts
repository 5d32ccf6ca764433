import { FlowBottleneck, FlowResponse } from '@throughline/plugin-trace-common';

/** With fewer changes in a period than this, nothing is said of its queues. */
export const TELLING_CHANGES = 10;

const WEEK = 7 * 86_400_000;

/** What the page says first. */
export type Verdict =
  | { kind: 'bottleneck'; bottleneck: FlowBottleneck }
  | { kind: 'calm' }
  | { kind: 'little'; opened: number };

/** Changes opened in the weeks that lie in the period, at least in part. */
function openedIn({ weeks, period }: FlowResponse): number {
  const from = Date.parse(period.from);
  return weeks
    .filter(({ start }) => Date.parse(start) + WEEK > from)
    .flatMap(({ created }) => Object.values(created))
    .reduce((sum, count) => sum + count, 0);
}

/**
 * What holds work up: what the backend named, or that nothing does, or that
 * there is too little to tell from. Silence is never taken for calm.
 */
export function verdictOf(flow: FlowResponse): Verdict {
  const { bottleneck } = flow;
  // That a queue grows is told from chance already.
  if (bottleneck?.because === 'growing') {
    return { kind: 'bottleneck', bottleneck };
  }
  const opened = openedIn(flow);
  if (opened < TELLING_CHANGES) return { kind: 'little', opened };
  return bottleneck ? { kind: 'bottleneck', bottleneck } : { kind: 'calm' };
}

/** True before anything has arrived: nothing was opened and nothing waits. */
export function isEmpty({ weeks, stages }: FlowResponse): boolean {
  return (
    stages.every(({ queue }) => queue === 0) &&
    weeks.every(({ created, delivered }) =>
      [...Object.values(created), ...Object.values(delivered)].every(
        count => count === 0,
      ),
    )
  );
}
