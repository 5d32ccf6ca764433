import { ConfigReader } from '@backstage/config';
import { readProjectionConfig } from './projectionConfig';

const read = (environments: object) =>
  readProjectionConfig(new ConfigReader({ trace: { environments } }));

describe('trace.environments', () => {
  it('leaves it to the sources which ones are production', () => {
    expect(readProjectionConfig(new ConfigReader({})).environments).toEqual({});
    expect(read({}).environments).toEqual({});
  });

  it('names those that are', () => {
    const production = ['production', ' live-* '];
    expect(read({ production }).environments).toEqual({
      production: ['production', 'live-*'],
    });
    // None is: everything else is what it is.
    expect(read({ production: [] }).environments).toEqual({ production: [] });
  });

  it.each([
    ['no name', { production: [' '] }, 'trace.environments.production[0]'],
    [
      'a long name',
      { production: ['a', 'x'.repeat(201)] },
      'production[1] must be the name of an environment of at most 200',
    ],
    ['many', { production: Array(101).fill('x') }, 'it may have 100'],
    ['what is not known', { prod: ['x'] }, 'prod'],
  ])('is refused with a reason: %s', (_, environments, reason) => {
    expect(() => read(environments)).toThrow(reason);
  });
});
