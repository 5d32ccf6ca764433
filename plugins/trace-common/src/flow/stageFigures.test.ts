import {
  bottleneckOf,
  FlowChange,
  FlowFacts,
  leftOutOfDeploy,
  prepare,
  QueuedChange,
  queueOf,
  stageFigures,
  Weeks,
} from '..';
import { CART, deployment, flowChange, MARCH, on } from './__testUtils__/flow';

/** Sorts before cart. */
const LIB = 'component:default/a-library';

/** Changes that were in review in these days; without an end, still are. */
const reviewed = (...spans: Array<[number, number?]>): FlowChange[] =>
  spans.map(([entered, left], index) =>
    flowChange(`c${index}`, {
      stages: [
        {
          stage: 'waiting-for-review',
          entered: on(entered),
          ...(left && { left: on(left) }),
        },
      ],
    }),
  );

const weeks = new Weeks(MARCH.period);
const review = (changes: FlowChange[]) =>
  stageFigures({ changes, undeployed: new Set() }, MARCH, weeks).find(
    ({ stage }) => stage === 'waiting-for-review',
  )!;

describe('the figures of a stage', () => {
  const figures = review(reviewed([2, 4], [9, 10], [10], [23], [26]));

  it('are who is there now, and for how long', () => {
    expect(figures).toMatchObject({
      queue: 3,
      oldestSince: on(10),
      // 20, 7 and 4 days until the thirtieth.
      age: { p50: 7 * 86_400, p75: 13.5 * 86_400 },
      waiting: true,
    });
  });

  it('are what came and went, by week', () => {
    expect(figures.arrivals.slice(-4)).toEqual([1, 2, 0, 2]);
    expect(figures.departures.slice(-4)).toEqual([1, 1, 0, 0]);
    expect(figures.perWeek).toEqual({ arrivals: 1.25, departures: 0.5 });
    expect(figures.trend).toBe('steady');
  });

  it('are how long those that left had been there', () => {
    expect(figures.stay).toEqual({ p50: 1.5 * 86_400, p75: 1.75 * 86_400 });
  });

  it('say a trend when it can be told', () => {
    const six = reviewed([2], [3], [9], [10], [16], [23]);
    expect(review(six).trend).toBe('growing');
    expect(review(six.slice(1)).trend).toBe('steady');
  });

  it('do not count what is not there yet, nor what was there before', () => {
    expect(review(reviewed([31], [1, 2])).queue).toBe(0);
  });

  it('are of verified what came into it in the period', () => {
    const at = (since: string) =>
      flowChange(since, {
        stages: [{ stage: 'deployed', entered: since }],
        settledAt: since,
      });
    const early = at('2026-02-20T00:00:00.000Z');
    const queue = queueOf(
      'verified',
      { changes: [early, at(on(5)), at(on(29, 12))], undeployed: new Set() },
      MARCH,
    );
    expect(queue).toEqual([{ change: at(on(5)), since: on(6) }]);
  });
});

describe('the queue before production', () => {
  const waits = (id: string, entityRef: string) =>
    flowChange(id, {
      entityRef,
      stages: [{ stage: 'deploy', entered: on(9) }],
    });
  const facts: FlowFacts = {
    changes: [
      waits('a', CART),
      // Of both; cart is deployed, so it waits there.
      waits('b', LIB),
      waits('b', CART),
      waits('c', LIB),
    ],
    deployments: [
      deployment('d1', on(5)),
      deployment('r1', on(5), { entityRef: LIB, release: true }),
    ],
    incidents: [],
  };
  const prepared = prepare(facts, MARCH);
  const deploy = stageFigures(prepared, MARCH, weeks).find(
    ({ stage }) => stage === 'deploy',
  )!;

  it('names what it leaves out of entities that nobody deploys', () => {
    expect(deploy).toMatchObject({
      queue: 2,
      perWeek: { arrivals: 0.5 },
      leftOut: { reason: 'no-deployments', count: 1, entities: 1 },
    });
    const ids = (queue: QueuedChange[]) => queue.map(({ change }) => change.id);
    expect(ids(queueOf('deploy', prepared, MARCH))).toEqual(['a', 'b']);
    expect(ids(leftOutOfDeploy(prepared, MARCH))).toEqual(['c']);
  });

  it('counts all once a deployment is seen', () => {
    const seen = deployment('d2', on(6), { entityRef: LIB });
    const all = prepare(
      { ...facts, deployments: [...facts.deployments, seen] },
      MARCH,
    );
    expect(queueOf('deploy', all, MARCH)).toHaveLength(3);
    expect(leftOutOfDeploy(all, MARCH)).toEqual([]);
  });
});

describe('the bottleneck', () => {
  const stage = (
    name: 'in-review' | 'deploy' | 'deployed' | 'waiting-for-review',
    more: object,
  ) => ({
    ...review([]),
    stage: name,
    queue: 3,
    waiting: name !== 'deployed',
    ...more,
  });
  const growing = (arrivals: number) => ({
    trend: 'growing',
    perWeek: { arrivals, departures: 2 },
  });

  it('is the queue that grows fastest, however long others take', () => {
    expect(
      bottleneckOf([
        stage('waiting-for-review', growing(5)),
        stage('in-review', { stay: { p50: 900_000, p75: 900_000 } }),
        stage('deploy', growing(9)),
      ]),
    ).toMatchObject({ stage: 'deploy', because: 'growing' });
  });

  it('is where changes wait longest when none grows', () => {
    expect(
      bottleneckOf([
        stage('waiting-for-review', { stay: { p50: 5, p75: 9 } }),
        stage('in-review', { stay: { p50: 7, p75: 8 } }),
        stage('deployed', { stay: { p50: 900, p75: 900 } }),
      ]),
    ).toMatchObject({ stage: 'in-review', because: 'longest', stay: 7 });
  });

  it('is none where nothing waits', () => {
    const empty = stage('deploy', { queue: 0, stay: { p50: 7, p75: 7 } });
    expect(bottleneckOf([empty])).toBeUndefined();
  });
});
