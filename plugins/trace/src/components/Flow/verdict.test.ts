import { FlowResponse } from '@throughline/plugin-trace-common';
import { noFlow, someFlow } from '../../__testUtils__/flowFixtures';
import { isEmpty, verdictOf } from './verdict';

/** So many changes opened in the last week, and nothing else. */
function opened(count: number, rest: Partial<FlowResponse> = {}) {
  const weeks = noFlow.weeks.map((week, index, { length }) =>
    index === length - 1
      ? { ...week, created: { agent: count, assisted: 0, 'none-seen': 0 } }
      : week,
  );
  return { ...noFlow, weeks, ...rest };
}

const longest = { ...someFlow.bottleneck!, because: 'longest' as const };

describe('verdictOf', () => {
  it('names the queue that grows, however little there is', () => {
    const { bottleneck } = someFlow;
    expect(verdictOf(opened(1, { bottleneck }))).toEqual({
      kind: 'bottleneck',
      bottleneck,
    });
  });

  it('names the longest wait only when there is enough to tell', () => {
    expect(verdictOf(opened(10, { bottleneck: longest }))).toEqual({
      kind: 'bottleneck',
      bottleneck: longest,
    });
    expect(verdictOf(opened(9, { bottleneck: longest }))).toEqual({
      kind: 'little',
      opened: 9,
    });
  });

  it('does not take silence for calm', () => {
    expect(verdictOf(noFlow)).toEqual({ kind: 'little', opened: 0 });
    expect(verdictOf(opened(10))).toEqual({ kind: 'calm' });
  });

  it('counts what was opened in the period only', () => {
    const flow = { ...someFlow, bottleneck: undefined };
    expect(verdictOf(flow).kind).toBe('calm');
    const period = { from: '2026-03-17T00:00:00Z', to: '2026-03-18T00:00:00Z' };
    expect(verdictOf({ ...flow, period })).toEqual({
      kind: 'little',
      opened: 0,
    });
  });
});

describe('isEmpty', () => {
  it('is true before anything has arrived', () => {
    expect(isEmpty(noFlow)).toBe(true);
    expect(isEmpty(opened(1))).toBe(false);
    expect(isEmpty(someFlow)).toBe(false);
  });

  it('is false when something only waits', () => {
    const stages = noFlow.stages.map(stage => ({ ...stage, queue: 1 }));
    expect(isEmpty({ ...noFlow, stages })).toBe(false);
  });
});
