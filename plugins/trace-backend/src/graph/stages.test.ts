import {
  ChangeAttributes,
  EnvironmentSummary,
  ReviewSummary,
  TestSummary,
} from '@throughline/plugin-trace-common';
import { at, requestNode } from '../__testUtils__/nodes';
import { stageAfterMerge, stageOfRequest } from './stages';

const request = (more: Partial<ChangeAttributes> = {}) =>
  requestNode(more).state as unknown as ChangeAttributes;

const NO_REVIEW: ReviewSummary = { state: 'none', approvals: 0 };
const APPROVED: ReviewSummary = {
  state: 'approved',
  approvals: 1,
  since: at('10:00'),
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
) =>
  stageOfRequest(
    request(more),
    review,
    outcome && tests(outcome),
    outcome && at('11:00'),
  );

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
      stage: 'review',
      since: at('09:30'),
      waiting: true,
    });
  });

  it('waits for review again since changes were requested', () => {
    const objected: ReviewSummary = {
      state: 'changes-requested',
      approvals: 1,
      since: at('10:30'),
    };
    expect(stage({}, objected, 'passed')).toMatchObject({
      stage: 'review',
      since: at('10:30'),
    });
  });

  it.each(['failed', 'running'] as const)(
    'waits for tests that are %s, once approved',
    outcome => {
      expect(stage({}, APPROVED, outcome)).toEqual({
        stage: 'tests',
        since: at('11:00'),
        waiting: true,
      });
    },
  );

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
    ).toEqual({ stage: 'verified', since: at('14:00'), waiting: false });
  });

  it('is done with a release where nothing is run in production', () => {
    expect(
      stageAfterMerge(MERGED, [environment('release', 'live', at('15:00'))]),
    ).toMatchObject({ stage: 'verified', since: at('15:00') });
  });

  it('has to come to every environment where none is production', () => {
    const staging = environment('staging', 'live', at('13:00'));
    expect(stageAfterMerge(MERGED, [staging])).toMatchObject({
      stage: 'verified',
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
