import { ChangeInstants, stageAt, stageIntervals, withVerified } from '..';
import { on } from './__testUtils__/flow';

const opened: ChangeInstants = { createdAt: on(2), readyAt: on(2) };

/** `stage entered–left`, by day of March. */
const told = (change: ChangeInstants) =>
  stageIntervals(change).map(({ stage, entered, left }) => {
    const day = (time: string | undefined) =>
      time ? String(new Date(time).getUTCDate()) : '';
    return `${stage} ${day(entered)}–${day(left)}`;
  });

describe('the stages of a change', () => {
  it('follow each other from the first commit to production', () => {
    expect(
      told({
        startedAt: on(1),
        createdAt: on(2),
        readyAt: on(3),
        firstReviewAt: on(5),
        approvedAt: on(6),
        tests: { passed: true, at: on(7) },
        security: { passed: true, at: on(8) },
        mergedAt: on(9),
        delivered: [{ at: on(10), there: true }],
      }),
    ).toEqual([
      'in-progress 1–3',
      'waiting-for-review 3–5',
      'in-review 5–6',
      'tests 6–7',
      'security 7–8',
      'merge 8–9',
      'deploy 9–10',
      'deployed 10–',
    ]);
  });

  it('end where the first condition is not met', () => {
    expect(told({ ...opened, readyAt: undefined })).toEqual(['in-progress 2–']);
    expect(told(opened)).toEqual(['waiting-for-review 2–']);
    expect(told({ ...opened, firstReviewAt: on(3) })).toEqual([
      'waiting-for-review 2–3',
      'in-review 3–',
    ]);
    const approved = { ...opened, firstReviewAt: on(3), approvedAt: on(3) };
    expect(told(approved)).toEqual(['waiting-for-review 2–3', 'merge 3–']);
    const failed = { passed: false, at: on(4) };
    expect(told({ ...approved, tests: failed })).toEqual([
      'waiting-for-review 2–3',
      'tests 3–',
    ]);
    expect(told({ ...approved, security: failed })).toEqual([
      'waiting-for-review 2–3',
      'security 3–',
    ]);
  });

  it('take no time where their condition was met before', () => {
    expect(
      told({
        ...opened,
        firstReviewAt: on(5),
        approvedAt: on(5),
        tests: { passed: true, at: on(3) },
        mergedAt: on(6),
      }),
    ).toEqual(['waiting-for-review 2–5', 'merge 5–6']);
  });

  it('are ended by the merge, also of what was never reviewed', () => {
    expect(told({ ...opened, mergedAt: on(4) })).toEqual([
      'waiting-for-review 2–4',
    ]);
    // Reviewed after it was merged.
    expect(told({ ...opened, mergedAt: on(4), firstReviewAt: on(7) })).toEqual([
      'waiting-for-review 2–4',
    ]);
  });

  it('are ended by closing', () => {
    const closed = { ...opened, firstReviewAt: on(3), closedAt: on(6) };
    expect(told(closed)).toEqual(['waiting-for-review 2–3', 'in-review 3–6']);
  });

  it('are none of a request, for what came without one', () => {
    expect(
      told({
        createdAt: on(2),
        direct: true,
        mergedAt: on(3),
        delivered: [],
      }),
    ).toEqual(['in-progress 2–3', 'deploy 3–']);
  });

  it('go back to deploy when it is taken out of production', () => {
    expect(
      told({
        createdAt: on(2),
        direct: true,
        mergedAt: on(2),
        delivered: [
          { at: on(4), there: true },
          { at: on(5), there: false },
          { at: on(8), there: true },
        ],
      }),
    ).toEqual(['deploy 2–4', 'deployed 4–5', 'deploy 5–8', 'deployed 8–']);
  });
});

describe('verified', () => {
  const DAY = 24 * 3_600_000;
  const deployed = (left?: string) => [
    { stage: 'deployed' as const, entered: on(4), ...(left && { left }) },
  ];

  it('comes when the time has passed since nothing is amiss', () => {
    const stages = withVerified(deployed(), on(6), DAY);
    expect(stages).toEqual([
      { stage: 'deployed', entered: on(4), left: on(7) },
      { stage: 'verified', entered: on(7) },
    ]);
    expect(stageAt(stages, on(6, 23))?.stage).toBe('deployed');
    expect(stageAt(stages, on(7))?.stage).toBe('verified');
  });

  it('does not come while an incident is open', () => {
    expect(withVerified(deployed(), undefined, DAY)).toEqual(deployed());
  });

  it('was there before it was taken back, if it was long enough', () => {
    expect(withVerified(deployed(on(4, 12)), undefined, DAY)).toEqual(
      deployed(on(4, 12)),
    );
    expect(withVerified(deployed(on(9)), undefined, DAY)).toEqual([
      { stage: 'deployed', entered: on(4), left: on(5) },
      { stage: 'verified', entered: on(5), left: on(9) },
    ]);
  });
});
