import { waitOf } from './limits';

const NOW = Date.parse('2026-03-04T00:00:00Z');

/** What is waited after an answer of GitLab's clock. */
function wait(status: number, headers: Record<string, string>) {
  const date = new Date(NOW).toUTCString();
  return waitOf(status, new Headers({ date, ...headers }));
}

describe('limits', () => {
  it.each([
    ['seconds', { 'retry-after': '17' }, 17_000],
    ['a date', { 'retry-after': new Date(NOW + 9000).toUTCString() }, 9000],
    ['the reset', { 'ratelimit-reset': `${NOW / 1000 + 40}` }, 40_000],
    [
      'seconds before the reset',
      { 'retry-after': '5', 'ratelimit-reset': `${NOW / 1000 + 40}` },
      5000,
    ],
    ['nothing', {}, 60_000],
    ['nonsense', { 'retry-after': 'soon', 'ratelimit-reset': 'x' }, 60_000],
    ['no time at all', { 'retry-after': '0' }, 1000],
    ['the past', { 'ratelimit-reset': `${NOW / 1000 - 40}` }, 1000],
    ['a week', { 'retry-after': '604800' }, 3_600_000],
  ])('are waited for by %s', (_, headers, milliseconds) => {
    expect(wait(429, headers as Record<string, string>)).toBe(milliseconds);
  });

  it('are waited for before they are reached', () => {
    const reset = `${NOW / 1000 + 40}`;
    const limit = (remaining: string) =>
      wait(200, {
        'ratelimit-remaining': remaining,
        'ratelimit-reset': reset,
      });
    expect(limit('0')).toBe(40_000);
    expect(limit('1')).toBeUndefined();
    expect(wait(200, { 'ratelimit-remaining': '0' })).toBeUndefined();
  });
});
