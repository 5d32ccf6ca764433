import { collection, mergeFacts } from '@throughline/plugin-trace-common';
import { deliver, factsOf, reasonOf } from '../__testUtils__/deliver';
import { hash, reviewEvent, SHOP } from '../__testUtils__/payloads';

describe('pull_request_review', () => {
  it('is a register of the change, beside what the change is now', async () => {
    const [change, review] = await factsOf(
      'pull_request_review',
      reviewEvent('submitted', { state: 'CHANGES_REQUESTED' }),
    );
    expect(change).toMatchObject({
      subject: `change:${SHOP}#482`,
      attributes: { title: 'Retry card capture', state: 'open' },
    });
    expect(change.attributes).not.toHaveProperty('additions');
    expect(review).toEqual({
      subject: `change:${SHOP}#482`,
      at: '2026-03-01T12:00:00.000Z',
      rank: 0,
      attributes: {
        'review:5': {
          state: 'changes-requested',
          by: { login: 'ben', type: 'person' },
          at: '2026-03-01T12:00:00.000Z',
          sha: hash('a'),
        },
      },
    });
  });

  it('stays dismissed in any order', async () => {
    const given = await factsOf(
      'pull_request_review',
      reviewEvent('submitted'),
    );
    const dismissed = await factsOf(
      'pull_request_review',
      reviewEvent('dismissed', { state: 'dismissed' }),
    );
    expect(
      collection(mergeFacts([...dismissed, ...given]), 'review'),
    ).toMatchObject([{ id: '5', value: { state: 'dismissed' } }]);
  });

  it('ignores an edited review', async () => {
    expect(await reasonOf('pull_request_review', { action: 'edited' })).toBe(
      'A review being "edited" changes no verdict.',
    );
  });

  it.each([
    ['review.state', reviewEvent('submitted', { state: 'unsure' })],
    ['review.submitted_at', reviewEvent('submitted', { submitted_at: null })],
    ['pull_request.title', reviewEvent('submitted', {}, { title: null })],
  ])('fails at %s', async (path, payload) => {
    await expect(deliver('pull_request_review', payload)).rejects.toMatchObject(
      {
        path,
      },
    );
  });
});
