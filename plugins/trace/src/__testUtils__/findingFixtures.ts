import { FindingSummary, FlakyTest } from '@throughline/plugin-trace-common';

const finding = (
  id: string,
  more: Partial<FindingSummary>,
): FindingSummary => ({
  id: `finding:github.com/acme/payments/findings/${id}`,
  subtype: 'code',
  tool: 'CodeQL',
  severity: 'high',
  title: `Finding ${id}`,
  rule: 'js/xss',
  path: 'src/cart.ts',
  line: 7,
  state: 'open',
  openedAt: '2026-03-01T10:00:00.000Z',
  ...more,
});

/** A critical finding, and a low one whose exception is over. */
export const someFindings: FindingSummary[] = [
  finding('sql', { severity: 'critical', title: 'SQL in a query' }),
  finding('log', {
    severity: 'low',
    title: 'Too much in the log',
    state: 'expired',
    exception: {
      acceptedBy: 'user:default/bo',
      reason: 'Until the move',
      until: '2026-02-01T23:59:59.999Z',
      at: '2026-01-01T10:00:00.000Z',
    },
  }),
];

/** A test that was waited for. */
export const someFlakyTests: FlakyTest[] = [
  {
    suite: 'unit',
    test: 'cart › adds',
    occurrences: 3,
    waitedMinutes: 41,
    lastSeenAt: '2026-03-01T10:00:00.000Z',
  },
];
