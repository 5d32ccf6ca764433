import { CoverageResponse, FlowResponse } from './api';
import { flowCsv } from './csv';

const period = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const scope = {
  kind: 'system',
  ref: 'system:default/shop',
  entities: 3,
} as const;
const none = { agent: 0, assisted: 0, 'none-seen': 0 };

const flow: FlowResponse = {
  scope,
  period,
  pending: 0,
  environments: ['production'],
  weeks: [
    {
      start: '2026-03-23',
      partial: false,
      created: { ...none, agent: 4 },
      delivered: { ...none, agent: 3 },
    },
  ],
  stages: [
    {
      stage: 'in-review',
      queue: 7,
      arrivals: [5],
      departures: [2],
      perWeek: { arrivals: 5, departures: 2 },
      trend: 'growing',
      waiting: true,
    },
  ],
  written: {
    agent: { changes: 4, churn: 0.25 },
    assisted: { changes: 0 },
    'none-seen': { changes: 0 },
  },
  sizes: [{ from: 400, changes: 2 }],
  metrics: [
    {
      id: 'change-fail-rate',
      definition: 'dora',
      unit: 'ratio',
      value: 0.1,
      numerator: 1,
      denominator: 10,
      excluded: [{ reason: 'baseline', count: 2 }],
      series: [null],
    },
  ],
};

const coverage: CoverageResponse = {
  scope,
  period,
  deployed: 4,
  whole: 3,
  gaps: [{ reason: '=HYPERLINK("x")', count: 1 }],
  excused: [],
  entities: [],
  teams: [],
};

const linesOf = (csv: string) => csv.split('\r\n');
const PREFIX = `system:default/shop,${period.from},${period.to}`;

describe('flowCsv', () => {
  it('says with each value what it is of', () => {
    const lines = linesOf(flowCsv(flow));
    expect(lines[0]).toBe('scope,from,to,section,name,measure,week,value,unit');
    for (const line of [
      'week,agent,created,2026-03-23,4,changes',
      'week,agent,delivered,2026-03-23,3,changes',
      'stage,in-review,queue,,7,changes',
      'stage,in-review,arrivals,2026-03-23,5,changes',
      'stage,in-review,trend,,growing,word',
      'metric,change-fail-rate (dora),numerator,,1,rows',
      'metric,change-fail-rate (dora),denominator,,10,rows',
      'metric,change-fail-rate (dora),excluded: baseline,,2,rows',
      'written,agent,churn,,0.25,ratio',
      'size,400 lines or more,changes,,2,changes',
    ]) {
      expect(lines).toContain(`${PREFIX},${line}`);
    }
  });

  it('has no line for what there is no value of', () => {
    const csv = flowCsv(flow);
    expect(csv).not.toContain('oldest since');
    expect(csv).not.toMatch(/change-fail-rate \(dora\),value,2026/);
    expect(csv).not.toContain('undefined');
  });

  it('does not let a spreadsheet run a text', () => {
    const csv = flowCsv(flow, coverage);
    expect(csv).toContain(`"'=HYPERLINK(""x"")",gap,,1`);
  });
});
