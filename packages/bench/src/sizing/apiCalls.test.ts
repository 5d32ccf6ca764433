import { apiCallsFor, limitsOf } from './apiCalls';
import { ASSUMPTIONS } from './assumptions';

describe("GitHub's limits", () => {
  it('are 5,000 an hour for a small organisation', () => {
    expect(limitsOf(20, 20).organisation.graphqlPoints).toBe(5_000);
  });

  it('grow by 50 for each further repository and user', () => {
    expect(limitsOf(30, 40).organisation.restCalls).toBe(6_500);
  });

  it('end at 12,500, and are fixed on Enterprise Cloud', () => {
    expect(limitsOf(5_000, 5_000)).toEqual({
      organisation: { graphqlPoints: 12_500, restCalls: 12_500 },
      enterprise: { graphqlPoints: 10_000, restCalls: 15_000 },
    });
  });
});

describe('calls of the API', () => {
  const calls = apiCallsFor(600, ASSUMPTIONS);

  it('are three for each repository in which nothing is new', () => {
    expect(calls.quiet).toEqual({
      graphqlCalls: 600,
      graphqlPoints: 600,
      restCalls: 1_200,
    });
    expect(calls.perDay.quiet).toBe(600 * 3 * 24);
  });

  it('are small pages of requests and commits where all is new', () => {
    // The look, 10 requests, 10 and 20 commits, and a page of the other four.
    expect(calls.busy.graphqlPoints).toBe(600 * (1 + 13 + 2 + 5 + 4));
    expect(calls.busy.graphqlCalls).toBe(600 * 8);
    expect(calls.busy.restCalls).toBe(calls.quiet.restCalls);
  });

  it('depend on repositories, not on who works in them, while all is quiet', () => {
    const half = { ...ASSUMPTIONS, repositoriesPerDeveloper: 0.5 };
    expect(apiCallsFor(1_200, half).quiet).toEqual(calls.quiet);
  });

  it('are more pages where more happened in ninety days', () => {
    const busy = { ...ASSUMPTIONS, pullRequestsPerDeveloperDay: 4 };
    const more = apiCallsFor(600, busy).imported;
    expect(more.graphqlPoints).toBeGreaterThan(
      calls.imported.graphqlPoints * 2,
    );
    expect(more.restCalls).toBeGreaterThan(calls.imported.restCalls * 2);
  });

  it('take at most half of the limits at the frequency that is said', () => {
    const { busy, frequencyHours } = calls;
    const limits = limitsOf(600, 600);
    for (const at of ['organisation', 'enterprise'] as const) {
      const share =
        busy.graphqlPoints / frequencyHours[at] / limits[at].graphqlPoints;
      expect(share).toBeLessThanOrEqual(0.5);
    }
  });
});
