import {
  flowQuery,
  formatRows,
  parseFlowFilter,
  parseRows,
  RowsOf,
} from './flowAddress';

const parse = (query: string) => parseFlowFilter(new URLSearchParams(query));

describe('parseFlowFilter', () => {
  it('shows all of the last 90 days by default', () => {
    expect(parse('')).toEqual({ days: 90 });
  });

  it('reads everything that can be chosen', () => {
    expect(
      parse(
        'scope=system:default/payments&days=30&environment=prod-eu&written=agent',
      ),
    ).toEqual({
      scope: 'system:default/payments',
      days: 30,
      environment: 'prod-eu',
      written: 'agent',
    });
  });

  it('leaves out what it does not know', () => {
    expect(parse('days=1000&written=by-hand&other=1')).toEqual({ days: 90 });
  });
});

describe('flowQuery', () => {
  it('begins with a day, so that the same question is asked all day', () => {
    const at = (time: string) =>
      flowQuery({ days: 30 }, Date.parse(`2026-03-10T${time}Z`)).from;
    expect(at('00:00:00')).toBe('2026-02-08T00:00:00.000Z');
    expect(at('23:59:59')).toBe('2026-02-08T00:00:00.000Z');
  });
});

describe('rows in the address', () => {
  it.each<[string, RowsOf]>([
    ['stage.waiting-for-review', { stage: 'waiting-for-review' }],
    ['metric.change-fail-rate', { metric: 'change-fail-rate' }],
    ['metric.coverage.a.b', { metric: 'coverage', excluded: 'a.b' }],
    ['gap.no-ticket', { gap: 'no-ticket' }],
    [
      'stage.deploy.no-deployments',
      { stage: 'deploy', excluded: 'no-deployments' },
    ],
    ['count.created.all', { count: 'created' }],
    [
      'count.delivered.2026-03-02.agent',
      { count: 'delivered', week: '2026-03-02', way: 'agent' },
    ],
    ['figure.churn.size.200', { figure: 'churn', size: 200 }],
    ['figure.leadTime.way.none-seen', { figure: 'leadTime', way: 'none-seen' }],
  ])('%s', (text, rows) => {
    expect(formatRows(rows)).toBe(text);
    expect(parseRows(text)).toEqual(rows);
  });

  it.each([
    null,
    '',
    'stage',
    'stage.nowhere',
    'metric.speed',
    'gap.',
    'x.y',
    'count.gone.all',
    'count.created.soon',
    'figure.churn.size.7',
    'figure.churn',
  ])('%s names none', text => {
    expect(parseRows(text)).toBeUndefined();
  });
});
