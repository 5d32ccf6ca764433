import {
  churnOf,
  codingOf,
  computeFlow,
  FlowFacts,
  prepare,
  sizesOf,
  writtenOf,
} from '..';
import {
  delivered,
  deployment,
  flowChange,
  MARCH,
  on,
} from './__testUtils__/flow';

const facts = (changes: FlowFacts['changes']): FlowFacts => ({
  changes,
  deployments: [],
  incidents: [],
});

describe('coding', () => {
  it('is all time before review over all lead time', () => {
    const changes = [
      // 1 of 4 days, then 1 of 2.
      delivered('a', on(8), { startedAt: on(4), readyAt: on(5) }),
      delivered('b', on(6), { startedAt: on(4), readyAt: on(5) }),
      // Ready only after it was delivered: no more than all of it.
      delivered('c', on(6), { startedAt: on(4), readyAt: on(9) }),
      delivered('direct', on(9), { startedAt: on(3), notes: ['direct'] }),
      delivered('bot', on(9), {
        startedAt: on(3),
        readyAt: on(3),
        notes: ['bot'],
      }),
    ];
    const coding = codingOf(prepare(facts(changes), MARCH), MARCH);
    expect(coding).toEqual({ share: (1 + 1 + 2) / (4 + 2 + 2), changes: 3 });
  });

  it('is none where nothing was delivered', () => {
    expect(codingOf(prepare(facts([]), MARCH), MARCH)).toBeUndefined();
  });
});

describe('churn', () => {
  const merged = (day: number, again?: string) =>
    flowChange(`${day}${again}`, {
      mergedAt: on(day),
      ...(again && { changedAgainAt: again }),
    });

  it('is the share of changes of which a path was changed again soon', () => {
    const changes = [
      merged(2, on(3)),
      merged(3, on(24)),
      merged(4, on(25, 1)),
      merged(5),
      flowChange('open'),
    ];
    // 1 and 21 days; not 21 days and an hour.
    expect(churnOf(changes, on(30))).toBe(0.5);
  });

  it('is not known of what is younger than 21 days', () => {
    expect(churnOf([merged(10, on(11))], on(30))).toBeUndefined();
    expect(churnOf([merged(9, on(11)), merged(10)], on(30))).toBe(1);
  });
});

describe('groups of changes', () => {
  const changes = [
    delivered('a', on(5), { startedAt: on(4), lines: 49, written: 'agent' }),
    delivered('b', on(6), {
      startedAt: on(4),
      lines: 50,
      by: 'd2',
      notes: ['reverted'],
    }),
    delivered('c', on(6), { startedAt: on(4), lines: 5_000, by: 'd2' }),
    delivered('d', on(6), { startedAt: on(4) }),
  ];
  const prepared = prepare(
    {
      changes,
      deployments: [deployment('d1', on(5))],
      incidents: [
        {
          entityRef: 'component:default/cart',
          id: 'i1',
          cause: 'a',
          certainty: 'said',
          openedAt: on(7),
        },
      ],
    },
    MARCH,
  );

  it('are by how they were written', () => {
    expect(writtenOf(prepared, MARCH)).toMatchObject({
      agent: { changes: 1, leadTime: 86_400, failRate: 1 },
      assisted: { changes: 0 },
      'none-seen': { changes: 3, leadTime: 2 * 86_400, failRate: 1 / 3 },
    });
    expect(writtenOf(prepared, MARCH).assisted.leadTime).toBeUndefined();
  });

  it('are by size, where it is known', () => {
    expect(
      sizesOf(prepared, MARCH).map(({ from, below, changes: count }) => [
        from,
        below,
        count,
      ]),
    ).toEqual([
      [0, 50, 1],
      [50, 200, 1],
      [200, 500, 0],
      [500, 1_000, 0],
      [1_000, undefined, 1],
    ]);
  });
});

describe('creation against delivery', () => {
  it('is by week and by how changes were written', () => {
    const { weeks } = computeFlow(
      facts([
        delivered('a', on(10), { createdAt: on(8), written: 'agent' }),
        flowChange('b', { createdAt: on(8) }),
        flowChange('late', { createdAt: on(31) }),
      ]),
      MARCH,
    );
    expect(weeks.slice(-4)).toEqual([
      {
        start: '2026-03-02',
        partial: false,
        created: { agent: 1, assisted: 0, 'none-seen': 1 },
        delivered: { agent: 0, assisted: 0, 'none-seen': 0 },
      },
      {
        start: '2026-03-09',
        partial: false,
        created: { agent: 0, assisted: 0, 'none-seen': 0 },
        delivered: { agent: 1, assisted: 0, 'none-seen': 0 },
      },
      expect.objectContaining({ start: '2026-03-16' }),
      expect.objectContaining({ start: '2026-03-23' }),
    ]);
  });
});
