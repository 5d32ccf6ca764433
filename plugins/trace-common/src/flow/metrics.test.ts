import {
  computeCoverage,
  distinctChanges,
  FlowFacts,
  FlowIncident,
  FlowQuestion,
  MetricDefinition,
  MetricId,
  metricOf,
  prepare,
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

function metric(
  id: MetricId,
  facts: Partial<FlowFacts>,
  definition: MetricDefinition = 'dora',
  question: FlowQuestion = MARCH,
) {
  const all = { changes: [], deployments: [], incidents: [], ...facts };
  const prepared = prepare(all, question);
  const weeks = new Weeks(question.period);
  return metricOf(id, definition, prepared, question, weeks);
}

const incident = (
  cause: string,
  more: Partial<FlowIncident> = {},
): FlowIncident => ({
  entityRef: CART,
  id: `i-${cause}`,
  cause,
  certainty: 'said',
  openedAt: on(10),
  ...more,
});

const HOUR = 3_600;

describe('change lead time', () => {
  const changes = [
    delivered('a', on(5), { startedAt: on(4) }),
    delivered('b', on(6), { startedAt: on(3) }),
    delivered('c', on(12), { startedAt: on(10), createdAt: on(11) }),
    delivered('bot', on(7), { startedAt: on(1), notes: ['bot'] }),
    delivered('unknown', on(7)),
    delivered('direct', on(8), { startedAt: on(7), notes: ['direct'] }),
    delivered('before', '2026-02-27T00:00:00.000Z', { startedAt: on(1) }),
    flowChange('waits', { mergedAt: on(9) }),
    flowChange('open'),
    {
      ...delivered('base', on(9), { startedAt: on(1) }),
      deliveries: [
        {
          environment: 'production',
          production: true,
          release: false,
          at: on(9),
          by: 'd0',
          baseline: true as const,
        },
      ],
    },
  ];

  it('is the median from the first commit to production', () => {
    // 24, 72, 48 and 24 hours.
    expect(metric('change-lead-time', { changes })).toMatchObject({
      unit: 'seconds',
      value: 36 * HOUR,
      p75: 54 * HOUR,
      denominator: 4,
      excluded: [
        { reason: 'baseline', count: 1 },
        { reason: 'bot', count: 1 },
        { reason: 'no-commit', count: 1 },
        { reason: 'not-deployed', count: 1 },
      ],
    });
  });

  it('is told by week, and is no number where nothing was delivered', () => {
    const { series } = metric('change-lead-time', { changes });
    // a, b and direct; then c.
    expect(series.slice(-4)).toEqual([24 * HOUR, 48 * HOUR, null, null]);
  });

  it('is of requests, with bots and the first deployment, by DevLake', () => {
    // 24, 72, 48, 144, from the opening 120, and 192 hours.
    expect(metric('change-lead-time', { changes }, 'devlake')).toMatchObject({
      value: 96 * HOUR,
      denominator: 6,
      excluded: [
        { reason: 'direct', count: 1 },
        { reason: 'not-deployed', count: 1 },
      ],
    });
  });

  it('can be to another environment', () => {
    const [change] = changes;
    const staging = {
      environment: 'staging',
      production: false,
      release: false,
      at: on(4, 6),
      by: 's1',
    };
    const both = { ...change, deliveries: [staging, ...change.deliveries] };
    const question = { ...MARCH, environment: 'staging' };
    expect(
      metric('change-lead-time', { changes: [both] }, 'dora', question).value,
    ).toBe(6 * HOUR);
  });

  it('is of the changes written so', () => {
    const [a, b] = changes;
    const question = { ...MARCH, written: 'agent' as const };
    const facts = { changes: [a, { ...b, written: 'agent' as const }] };
    const { value, denominator } = metric(
      'change-lead-time',
      facts,
      'dora',
      question,
    );
    expect({ value, denominator }).toEqual({
      value: 72 * HOUR,
      denominator: 1,
    });
  });
});

describe('a change of several entities', () => {
  it('counts once, for the one that got it last', () => {
    const early = delivered('a', on(5), { startedAt: on(4) });
    const late = delivered('a', on(6), { startedAt: on(4), entityRef: LIST });
    const never = flowChange('a', { mergedAt: on(5), entityRef: 'x' });
    expect(distinctChanges([early, late])).toEqual([late]);
    expect(distinctChanges([late, early])).toEqual([late]);
    expect(distinctChanges([never, late, early])).toEqual([never]);
  });
});

/** A good one, one that was taken back, and one that an incident names. */
const DEPLOYMENTS = [
  deployment('d0', on(2, 1), { outcome: 'baseline' }),
  deployment('d1', on(3)),
  deployment('d2', on(5)),
  deployment('d3', on(5, 2), { outcome: 'rollback' }),
  deployment('d4', on(9)),
  deployment('d5', on(10), { outcome: 'redeploy' }),
  deployment('d6', on(12)),
  deployment('s1', on(4), { production: false, environment: 'staging' }),
  deployment('v1', on(4), { production: false, release: true }),
];
const CHANGES = [
  delivered('bad', on(9), { by: 'd4' }),
  delivered('fix', on(12), { by: 'd6', notes: ['revert'] }),
];
const FACTS: FlowFacts = {
  deployments: DEPLOYMENTS,
  changes: CHANGES,
  incidents: [incident('bad', { closedAt: on(12) })],
};

describe('deployment frequency', () => {
  it('is how many production deployments changed something, a week', () => {
    // d1, d2, d3, d4 and d6 in four weeks.
    const found = metric('deployment-frequency', FACTS);
    expect(found).toMatchObject({
      value: 1.25,
      denominator: 5,
      excluded: [
        { reason: 'baseline', count: 1 },
        { reason: 'redeploy', count: 1 },
      ],
    });
    expect(found.series.slice(-4)).toEqual([3, 2, 0, 0]);
  });

  it('is days with a deployment, by DevLake', () => {
    // The second, third, fifth, ninth, tenth and twelfth.
    expect(metric('deployment-frequency', FACTS, 'devlake')).toMatchObject({
      value: 1.5,
      denominator: 7,
    });
  });

  it('is not said where no deployment is known', () => {
    const found = metric('deployment-frequency', {});
    expect(found.value).toBeUndefined();
    expect(found.series.every(one => one === null)).toBe(true);
  });
});

describe('change fail rate', () => {
  it('is the share that was taken back or caused an incident', () => {
    expect(metric('change-fail-rate', FACTS)).toMatchObject({
      value: 0.5,
      numerator: 2,
      denominator: 4,
      causes: { confirmed: 1, said: 1, likely: 0 },
      excluded: [
        { reason: 'baseline', count: 1 },
        { reason: 'redeploy', count: 1 },
        { reason: 'rollback', count: 1 },
      ],
    });
  });

  it('says as what a cause is known, the surest first', () => {
    const incidents = [
      incident('bad', { id: 'i1', certainty: 'likely' }),
      incident('fix', { id: 'i2', certainty: 'likely' }),
      incident('bad', { id: 'i3', certainty: 'confirmed' }),
    ];
    expect(metric('change-fail-rate', { ...FACTS, incidents })).toMatchObject({
      numerator: 3,
      causes: { confirmed: 2, said: 0, likely: 1 },
    });
  });

  it('knows incidents alone, of all deployments, by DevLake', () => {
    expect(metric('change-fail-rate', FACTS, 'devlake')).toMatchObject({
      numerator: 1,
      denominator: 7,
      causes: { confirmed: 0, said: 1, likely: 0 },
    });
  });
});

describe('failed deployment recovery time', () => {
  it('is until it was taken back and its incidents were closed', () => {
    // Two hours, and three days.
    expect(metric('recovery-time', FACTS)).toMatchObject({
      value: 37 * HOUR,
      denominator: 2,
    });
  });

  it('waits for all incidents to be closed', () => {
    const incidents = [...FACTS.incidents, incident('bad', { id: 'i2' })];
    expect(metric('recovery-time', { ...FACTS, incidents })).toMatchObject({
      value: 2 * HOUR,
      denominator: 1,
      excluded: [{ reason: 'not-recovered', count: 1 }],
    });
  });

  it('is of incidents alone, by DevLake', () => {
    expect(metric('recovery-time', FACTS, 'devlake')).toMatchObject({
      value: 72 * HOUR,
      excluded: [{ reason: 'no-incident', count: 1 }],
    });
  });
});

describe('rework rate', () => {
  it('is the share of rollbacks, reverts and fixes of incidents', () => {
    expect(metric('rework-rate', FACTS)).toMatchObject({
      numerator: 2,
      denominator: 5,
    });
    const fixes = { ...CHANGES[0], fixes: true as const };
    expect(metric('rework-rate', { ...FACTS, changes: [fixes] })).toMatchObject(
      { numerator: 2, denominator: 5 },
    );
  });
});

describe('a deployment of several entities', () => {
  it('is one, and failed if it did for one of them', () => {
    const deployments = [
      deployment('d1', on(3)),
      deployment('d1', on(3), { entityRef: LIST }),
    ];
    const changes = [delivered('bad', on(3), { entityRef: LIST })];
    expect(
      metric('change-fail-rate', {
        deployments,
        changes,
        incidents: [incident('bad', { entityRef: LIST })],
      }),
    ).toMatchObject({ numerator: 1, denominator: 1 });
  });
});

describe('review latency', () => {
  it('is from ready until somebody said something', () => {
    const changes = [
      flowChange('a', { readyAt: on(3), firstReviewAt: on(3, 4) }),
      flowChange('b', { firstReviewAt: on(2, 8) }),
      flowChange('early', { readyAt: on(5), firstReviewAt: on(4) }),
      flowChange('bot', { firstReviewAt: on(4), notes: ['bot'] }),
      flowChange('unseen', { mergedAt: on(4) }),
      flowChange('direct', { mergedAt: on(4), notes: ['direct'] }),
      flowChange('open'),
    ];
    expect(metric('review-latency', { changes })).toMatchObject({
      value: 4 * HOUR,
      p75: 6 * HOUR,
      denominator: 3,
      excluded: [
        { reason: 'bot', count: 1 },
        { reason: 'not-reviewed', count: 1 },
      ],
    });
  });
});

describe('flake rate', () => {
  it('counts each run once, however many changes hold its commit', () => {
    const run = (id: string, flaky: boolean) => ({ id, at: on(4), flaky });
    const changes = [
      flowChange('a', { tests: [run('t1', true), run('t2', false)] }),
      flowChange('b', { tests: [run('t1', true), run('t3', false)] }),
    ];
    expect(metric('flake-rate', { changes })).toMatchObject({
      numerator: 1,
      denominator: 3,
    });
  });
});

describe('coverage', () => {
  const changes = [
    delivered('whole', on(5)),
    delivered('lacking', on(6), { gaps: ['no-ticket', 'no-review'] }),
    delivered('bot', on(6), { notes: ['bot'], gaps: ['no-review'] }),
    delivered('shared', on(6)),
    delivered('shared', on(7), { entityRef: LIST, gaps: ['no-ticket'] }),
    flowChange('waits', { mergedAt: on(6), gaps: ['no-ticket'] }),
  ];
  const facts: FlowFacts = { changes, deployments: [], incidents: [] };

  it('is the share of deployed changes that lack nothing', () => {
    expect(metric('coverage', facts)).toMatchObject({
      numerator: 1,
      denominator: 3,
      excluded: [{ reason: 'bot', count: 1 }],
    });
  });

  it('names the gaps, by entity and by team', () => {
    const found = computeCoverage(facts, MARCH, ref =>
      ref === CART || ref === LIST ? 'group:default/shop' : undefined,
    );
    expect(found).toEqual({
      deployed: 3,
      whole: 1,
      gaps: [
        { reason: 'no-ticket', count: 2 },
        { reason: 'no-review', count: 1 },
      ],
      excused: [{ reason: 'bot', count: 1 }],
      entities: [
        { ref: CART, deployed: 3, whole: 2 },
        { ref: LIST, deployed: 1, whole: 0 },
      ],
      teams: [{ ref: 'group:default/shop', deployed: 3, whole: 2 }],
    });
  });
});
