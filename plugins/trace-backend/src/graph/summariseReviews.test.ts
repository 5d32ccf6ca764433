import { ReviewAttributes } from '@throughline/plugin-trace-common';
import { at, requestNode } from '../__testUtils__/nodes';
import { summariseReviews } from './summariseReviews';

type Said = [by: string, clock: string, state: ReviewAttributes['state']];

/** Reviews of a request by ada, with ids in the order they are given in. */
function summarise(said: Said[], requestedReviews?: number) {
  const reviews = said.map(([login, clock, state], index) => [
    `review:${index}`,
    { state, by: { login, type: 'person' }, at: at(clock) },
  ]);
  return summariseReviews({
    ...requestNode({ requestedReviews }).state,
    ...Object.fromEntries(reviews),
  });
}

describe('what reviewers say together', () => {
  it('is nothing, or that somebody was asked', () => {
    expect(summarise([])).toEqual({ state: 'none', approvals: 0 });
    expect(summarise([], 2)).toEqual({ state: 'requested', approvals: 0 });
  });

  it('is approval since the first of them approved', () => {
    expect(
      summarise([
        ['bo', '10:00', 'approved'],
        ['cy', '11:00', 'approved'],
      ]),
    ).toEqual({
      state: 'approved',
      approvals: 2,
      since: at('10:00'),
      firstAt: at('10:00'),
    });
  });

  it('is a request for changes as long as one of them wants some', () => {
    expect(
      summarise([
        ['bo', '10:00', 'approved'],
        ['cy', '11:00', 'changes-requested'],
      ]),
    ).toEqual({
      state: 'changes-requested',
      approvals: 1,
      since: at('11:00'),
      firstAt: at('10:00'),
    });
  });

  it('is approval since the last objection was taken back', () => {
    expect(
      summarise([
        ['bo', '10:00', 'approved'],
        ['cy', '11:00', 'changes-requested'],
        ['cy', '12:00', 'approved'],
      ]),
    ).toEqual({
      state: 'approved',
      approvals: 2,
      since: at('12:00'),
      firstAt: at('10:00'),
    });
  });

  it('is each one’s last verdict, which a comment does not take back', () => {
    expect(
      summarise([
        ['bo', '10:00', 'approved'],
        ['bo', '11:00', 'commented'],
      ]),
    ).toMatchObject({ state: 'approved', approvals: 1 });
    expect(
      summarise([
        ['bo', '10:00', 'approved'],
        ['bo', '11:00', 'changes-requested'],
      ]),
    ).toMatchObject({ state: 'changes-requested', approvals: 0 });
  });

  it('is not what was dismissed', () => {
    expect(
      summarise([
        ['bo', '10:00', 'approved'],
        ['bo', '11:00', 'dismissed'],
      ]),
    ).toMatchObject({ state: 'commented', approvals: 0 });
  });

  it('is not what the author says', () => {
    expect(
      summarise([
        ['Ada', '10:00', 'commented'],
        ['ada', '10:30', 'approved'],
      ]),
    ).toEqual({ state: 'none', approvals: 0 });
  });

  it('does not depend on the order in which reviews are stored', () => {
    expect(
      summarise([
        ['cy', '12:00', 'approved'],
        ['cy', '11:00', 'changes-requested'],
      ]),
    ).toMatchObject({ state: 'approved', since: at('12:00') });
  });
});
