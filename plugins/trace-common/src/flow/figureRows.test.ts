import {
  computeFlow,
  countRows,
  figureRows,
  FlowChange,
  FLOW_COUNTS,
  FLOW_FIGURES,
  FlowFacts,
  FlowGroup,
  FlowGroupOf,
  prepare,
  SIZE_LIMITS,
  summaryOf,
  unitOf,
  Weeks,
} from '..';
import {
  CART,
  delivered,
  deployment,
  flowChange,
  LIST,
  MARCH,
  on,
} from './__testUtils__/flow';

const WAYS = ['agent', 'assisted', 'none-seen'] as const;

const BOT: FlowChange['notes'] = ['bot'];

/** Changes of every way and size, some of them left out of every figure. */
const changes = Array.from({ length: 90 }, (_, index) => {
  const day = 1 + (index % 31);
  const created = { createdAt: on(day) };
  const common = {
    ...created,
    entityRef: index % 4 === 0 ? LIST : CART,
    written: WAYS[index % 3],
    lines: index % 11 === 0 ? undefined : (index * 37) % 1_500,
    startedAt: index % 7 === 0 ? undefined : on(day - 1),
    readyAt: on(day),
    firstReviewAt: index % 5 === 0 ? undefined : on(day, 6),
    notes: index % 13 === 0 ? BOT : [],
    changedAgainAt: index % 6 === 0 ? on(day + 3) : undefined,
  };
  if (index % 10 === 9) return flowChange(`open ${index}`, created);
  if (index % 10 === 8) {
    return flowChange(`merged ${index}`, { ...common, mergedAt: on(day, 9) });
  }
  return delivered(`change ${index}`, on(day + 2), {
    ...common,
    by: `d${index % 4}`,
    ...(index % 17 === 0 && { notes: ['reverted'] }),
  });
});

// In a week that is not over.
changes.push(flowChange('new', { createdAt: on(38) }));

const facts: FlowFacts = {
  changes,
  deployments: [deployment('d1', on(4)), deployment('d2', on(11))],
  incidents: [
    {
      entityRef: CART,
      id: 'i1',
      cause: 'd2',
      certainty: 'said',
      openedAt: on(11, 1),
    },
  ],
};
// Long enough after it that churn is known of some and not of others.
const question = { ...MARCH, period: { from: on(2), to: on(40) } };
const flow = computeFlow(facts, question);
const prepared = prepare(facts, question);

const groups: Array<[FlowGroupOf, FlowGroup]> = [
  ...WAYS.map((way): [FlowGroupOf, FlowGroup] => [{ way }, flow.written[way]]),
  ...SIZE_LIMITS.map((size, index): [FlowGroupOf, FlowGroup] => [
    { size },
    flow.sizes[index],
  ]),
];

describe('the rows of a figure', () => {
  it.each(groups)('come to it, of %j', (of, group) => {
    expect(group.changes).toBeGreaterThan(0);
    for (const figure of FLOW_FIGURES) {
      const rows = figureRows(figure, of, prepared, question);
      const { counted, value } = summaryOf(unitOf({ figure }), rows);
      expect([figure, figure === 'changes' ? counted : value]).toEqual([
        figure,
        group[figure],
      ]);
    }
  });

  it('say why some do not count', () => {
    const reasons = (figure: 'leadTime' | 'reviewLatency' | 'churn') =>
      summaryOf(
        unitOf({ figure }),
        figureRows(figure, { way: 'none-seen' }, prepared, question),
      ).excluded.map(({ reason }) => reason);
    expect(reasons('leadTime').sort()).toEqual([
      'bot',
      'no-commit',
      'not-deployed',
    ]);
    expect(reasons('reviewLatency').sort()).toEqual(['bot', 'not-reviewed']);
    expect(reasons('churn')).toEqual(['too-young']);
  });
});

describe('the rows of a week', () => {
  const weeks = new Weeks(question.period);
  const rows = (
    count: 'created' | 'delivered',
    of: { week?: string; way?: (typeof WAYS)[number] },
  ) => countRows({ count, ...of }, prepared, weeks).length;

  it('are as many as it counts, together and by way of writing', () => {
    for (const week of flow.weeks) {
      for (const count of FLOW_COUNTS) {
        const by = week[count];
        const all = by.agent + by.assisted + by['none-seen'];
        expect(rows(count, { week: week.start })).toBe(all);
        for (const way of WAYS) {
          expect(rows(count, { week: week.start, way })).toBe(by[way]);
        }
      }
    }
  });

  it('are without one those of all that are over', () => {
    const over = flow.weeks.slice(0, -1);
    const opened = over.map(({ created }) => created.agent);
    expect(rows('created', { way: 'agent' })).toBe(
      opened.reduce((a, b) => a + b),
    );
    expect(rows('created', {})).toBeLessThan(changes.length);
  });
});
