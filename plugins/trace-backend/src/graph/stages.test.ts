import {
  ChangeAttributes,
  EnvironmentSummary,
  ReviewSummary,
  TestSummary,
} from '@throughline/plugin-trace-common';
import { at, requestNode } from '../__testUtils__/nodes';
import { SecurityVerdict } from './securityChecks';
import { settledAt, stageAfterMerge, stageOfRequest } from './stages';

const request = (more: Partial<ChangeAttributes> = {}) =>
  requestNode(more).state as unknown as ChangeAttributes;

const NO_REVIEW: ReviewSummary = { state: 'none', approvals: 0 };
const APPROVED: ReviewSummary = {
  state: 'approved',
  approvals: 1,
  since: at('10:00'),
  firstAt: at('09:40'),
};
const tests = (outcome: TestSummary['outcome']): TestSummary => ({
  source: 'checks',
  outcome,
  total: 1,
  passed: 0,
  failed: 0,
  skipped: 0,
  flaky: 0,
});

const stage = (
  more: Partial<ChangeAttributes>,
  review = NO_REVIEW,
  outcome?: TestSummary['outcome'],
  security?: SecurityVerdict,
) =>
  stageOfRequest({
    change: request(more),
    review,
    tests: outcome && tests(outcome),
    testedAt: outcome && at('11:00'),
    security,
  });

describe('a request', () => {
  it('is in progress while it is a draft', () => {
    expect(stage({ draft: true }, APPROVED, 'failed')).toEqual({
      stage: 'in-progress',
      since: at('09:00'),
      waiting: false,
    });
  });

  it('waits for review since it was ready', () => {
    expect(stage({ readyAt: at('09:30') })).toEqual({
      stage: 'waiting-for-review',
      since: at('09:30'),
      waiting: true,
    });
  });

  it('is in review since somebody first said something', () => {
    const objected: ReviewSummary = {
      state: 'changes-requested',
      approvals: 1,
      since: at('10:30'),
      firstAt: at('09:40'),
    };
    expect(stage({}, objected, 'passed')).toEqual({
      stage: 'in-review',
      since: at('09:40'),
      waiting: true,
    });
  });

  it('still waits for review where only a bot remarked something', () => {
    const remarked: ReviewSummary = {
      state: 'commented',
      approvals: 0,
      since: at('09:40'),
    };
    expect(stage({}, remarked)).toMatchObject({
      stage: 'waiting-for-review',
      since: at('09:00'),
    });
  });

  it.each(['failed', 'running'] as const)(
    'waits for tests that are %s, once approved',
    outcome => {
      expect(stage({}, APPROVED, outcome)).toEqual({
        stage: 'tests',
        since: at('10:00'),
        waiting: true,
      });
    },
  );

  it('waits for scans that have not passed, once tests have', () => {
    const found = { passed: false, at: at('11:30') };
    expect(stage({}, APPROVED, 'passed', found)).toEqual({
      stage: 'security',
      since: at('11:00'),
      waiting: true,
    });
    expect(
      stage({}, APPROVED, 'passed', { ...found, passed: true }),
    ).toMatchObject({ stage: 'merge', since: at('11:30') });
  });

  it('waits to be merged once approved and tested', () => {
    expect(stage({}, APPROVED, 'passed')).toMatchObject({
      stage: 'merge',
      since: at('11:00'),
    });
    expect(stage({}, APPROVED)).toMatchObject({
      stage: 'merge',
      since: at('10:00'),
    });
  });

  it('is over when it is closed without being merged', () => {
    expect(
      stage({ state: 'closed', draft: true, closedAt: at('12:00') }),
    ).toEqual({ stage: 'closed', since: at('12:00'), waiting: false });
  });
});

const MERGED = at('12:00');

function environment(
  name: 'staging' | 'production' | 'release',
  state: EnvironmentSummary['state'],
  since = MERGED,
): EnvironmentSummary {
  return {
    environment: name,
    production: name === 'production',
    release: name === 'release',
    state,
    since,
  };
}

describe('a merged change', () => {
  it('waits to be deployed until it is in every production', () => {
    expect(
      stageAfterMerge(MERGED, [
        environment('staging', 'live', at('13:00')),
        environment('production', 'live', at('13:30')),
        environment('production', 'waiting'),
      ]),
    ).toEqual({ stage: 'deploy', since: MERGED, waiting: true });
  });

  it('waits to be deployed again since it was rolled back', () => {
    expect(
      stageAfterMerge(MERGED, [
        environment('production', 'rolled-back', at('14:00')),
      ]),
    ).toEqual({ stage: 'deploy', since: at('14:00'), waiting: true });
  });

  it('is done since it came to the last production', () => {
    expect(
      stageAfterMerge(MERGED, [
        environment('production', 'live', at('13:00')),
        environment('production', 'baseline', at('14:00')),
        environment('release', 'waiting'),
      ]),
    ).toEqual({ stage: 'deployed', since: at('14:00'), waiting: false });
  });

  it('is done with a release where nothing is run in production', () => {
    expect(
      stageAfterMerge(MERGED, [environment('release', 'live', at('15:00'))]),
    ).toMatchObject({ stage: 'deployed', since: at('15:00') });
  });

  it('has to come to every environment where none is production', () => {
    const staging = environment('staging', 'live', at('13:00'));
    expect(stageAfterMerge(MERGED, [staging])).toMatchObject({
      stage: 'deployed',
      since: at('13:00'),
    });
    expect(
      stageAfterMerge(MERGED, [staging, environment('staging', 'waiting')]),
    ).toMatchObject({ stage: 'deploy', waiting: true });
  });

  it('is not said to wait where no deployment is known at all', () => {
    expect(stageAfterMerge(MERGED, [])).toEqual({
      stage: 'merge',
      since: MERGED,
      waiting: false,
    });
  });
});

describe('a deployed change', () => {
  it('is settled since it is there, or since its last incident was closed', () => {
    expect(settledAt(at('13:00'), [])).toBe(at('13:00'));
    const closed = { state: 'closed', closedAt: at('15:00') };
    expect(settledAt(at('13:00'), [closed])).toBe(at('15:00'));
    expect(settledAt(at('16:00'), [closed])).toBe(at('16:00'));
  });

  it('is not settled while an incident of its own is open', () => {
    expect(settledAt(at('13:00'), [{ state: 'open' }])).toBeUndefined();
  });
});
