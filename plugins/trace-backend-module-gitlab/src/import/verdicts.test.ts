import { readinessOf, SystemNote, verdictsOf } from './verdicts';

const REQUEST = {
  number: 12,
  updatedAt: '2026-03-05T00:00:00.000Z',
  mergedAt: null,
};

/** A note of GitLab's, of the person with that number, on that day. */
const note = (userId: number, body: string, day: number): SystemNote => ({
  userId,
  username: `user-${userId}`,
  body,
  at: `2026-03-0${day}T00:00:00.000Z`,
});
const approval = (userId: number, at?: string) => ({
  userId,
  username: `user-${userId}`,
  at,
});
const APPROVED = 'approved this merge request';
const UNAPPROVED = 'unapproved this merge request';

describe('verdicts', () => {
  const said = (...given: Parameters<typeof verdictsOf>) =>
    verdictsOf(...given).verdicts.map(({ userId, state, at }) => [
      userId,
      state,
      Number(at.slice(8, 10)),
    ]);

  it('are the approvals there are, at the time that they say', () => {
    const at = '2026-03-03T00:00:00.000Z';
    expect(said(REQUEST, [approval(8, at)], [])).toEqual([[8, 'approved', 3]]);
  });

  it('have their times from notes, where approvals do not say them', () => {
    const notes = [
      note(8, APPROVED, 1),
      note(8, UNAPPROVED, 2),
      note(8, APPROVED, 4),
    ];
    expect(said(REQUEST, [approval(8)], notes)).toEqual([[8, 'approved', 4]]);
  });

  it('say that a time is missing, and take the latest possible one', () => {
    const mergedAt = '2026-03-04T00:00:00.000Z';
    const read = verdictsOf({ ...REQUEST, mergedAt }, [approval(8)], []);
    expect(read).toMatchObject({
      timesMissing: true,
      verdicts: [{ at: mergedAt }],
    });
    expect(said(REQUEST, [approval(8)], [])).toEqual([[8, 'approved', 5]]);
  });

  it('were taken back by the person, or by GitLab after a push', () => {
    const notes = [
      note(7, APPROVED, 1),
      note(7, UNAPPROVED, 2),
      note(8, APPROVED, 3),
    ];
    expect(said(REQUEST, [], notes)).toEqual([
      [7, 'dismissed', 2],
      [8, 'dismissed', 5],
    ]);
  });

  it('ask for changes until the same person approves', () => {
    const asked = note(8, 'requested changes', 1);
    expect(said(REQUEST, [], [asked])).toEqual([[8, 'changes-requested', 1]]);
    const notes = [asked, note(8, APPROVED, 2)];
    expect(said(REQUEST, [approval(8)], notes)).toEqual([[8, 'approved', 2]]);
  });

  it('are what is noted, where approvals may not be read', () => {
    expect(said(REQUEST, undefined, [note(8, APPROVED, 3)])).toEqual([
      [8, 'approved', 3],
    ]);
  });
});

describe('readiness', () => {
  const request = {
    draft: false,
    createdAt: '2026-03-01T00:00:00.000Z',
    updatedAt: '2026-03-05T00:00:00.000Z',
  };

  it('is there from the beginning, or since it was marked last', () => {
    expect(readinessOf(request, [])).toEqual({
      readyAt: request.createdAt,
      at: request.createdAt,
    });
    const body = 'marked this merge request as **ready**';
    expect(
      readinessOf(request, [note(7, body, 4), note(7, body, 2)]).readyAt,
    ).toBe('2026-03-04T00:00:00.000Z');
  });

  it('is not there for a draft', () => {
    expect(readinessOf({ ...request, draft: true }, [])).toEqual({
      readyAt: null,
      at: request.updatedAt,
    });
  });
});
