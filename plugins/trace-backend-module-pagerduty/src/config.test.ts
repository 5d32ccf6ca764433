import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readPagerdutyConfig } from './config';

const read = (pagerduty?: JsonObject) =>
  readPagerdutyConfig(new ConfigReader({ trace: { pagerduty } }));

describe('trace.pagerduty', () => {
  it('reads nothing over the API without a token', () => {
    expect(read()).toBeUndefined();
    expect(read({ days: 30 })).toBeUndefined();
  });

  it('has defaults for all but the token', () => {
    expect(read({ token: 'u+abc' })).toEqual({
      token: 'u+abc',
      apiBaseUrl: 'https://api.pagerduty.com',
      teams: [],
      days: 90,
      frequency: { milliseconds: 3_600_000 },
    });
  });

  it('takes what is given', () => {
    expect(
      read({
        token: 'u+abc',
        apiBaseUrl: 'https://api.eu.pagerduty.com/',
        teams: ['PQ9K7I8'],
        days: 30,
        frequency: { minutes: 10 },
      }),
    ).toMatchObject({
      apiBaseUrl: 'https://api.eu.pagerduty.com',
      teams: ['PQ9K7I8'],
      days: 30,
      frequency: { milliseconds: 600_000 },
    });
  });

  it.each([
    [
      { tokens: ['a'] },
      /^trace\.pagerduty\.tokens is no setting; known are token,/,
    ],
    [{ token: 'two words' }, /^trace\.pagerduty\.token must be a REST API key/],
    [
      { apiBaseUrl: 'api.pagerduty.com' },
      /^trace\.pagerduty\.apiBaseUrl must be/,
    ],
    [
      { apiBaseUrl: 'https://u:p@x.example' },
      /^trace\.pagerduty\.apiBaseUrl must be/,
    ],
    [{ teams: ['Team A'] }, /^trace\.pagerduty\.teams\[0\] must be the id/],
    [{ days: 0 }, /^trace\.pagerduty\.days must be a whole number/],
    [
      { frequency: { hours: 0 } },
      /^trace\.pagerduty\.frequency must be longer/,
    ],
  ])('refuses %j, naming it', (config, reason) => {
    expect(() => read({ ...config })).toThrow(reason);
  });
});
