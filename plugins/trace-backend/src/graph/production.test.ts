import { matchesPattern, productionBy } from './production';

describe('a pattern of environments', () => {
  it.each([
    ['production', 'production', true],
    ['production', 'Production', true],
    ['production', 'production-eu', false],
    ['prod*', 'prod', true],
    ['prod*', 'production-eu', true],
    ['prod*', 'preprod', false],
    ['*-live', 'eu-live', true],
    ['*-live', 'eu-live-test', false],
    ['live*live', 'live', false],
    ['live*live', 'live-live', true],
    ['eu*prod*1', 'eu-prod-11', true],
    ['eu*prod*1', 'eu-1-prod', false],
    ['*', 'anything', true],
    ['a.c', 'abc', false],
  ])('%s: %s is %s', (pattern, name, is) => {
    expect(matchesPattern(pattern, name)).toBe(is);
  });
});

describe('whether an environment is production', () => {
  it('is as its source says, where nothing is configured', () => {
    const isProduction = productionBy({});
    expect(isProduction('anything', true)).toBe(true);
    expect(isProduction('production', false)).toBe(false);
  });

  it('is as the config says, whatever the source does', () => {
    const isProduction = productionBy({ production: ['live', 'prod-*'] });
    expect(isProduction('live', false)).toBe(true);
    expect(isProduction('prod-eu', false)).toBe(true);
    expect(isProduction('staging', true)).toBe(false);
  });
});
