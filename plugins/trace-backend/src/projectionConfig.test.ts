import { ConfigReader } from '@backstage/config';
import { NO_AUTHORSHIP_SETTINGS } from './authorship/settings';
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

describe('trace.authorship', () => {
  const of = (authorship: object) =>
    readProjectionConfig(new ConfigReader({ trace: { authorship } }))
      .authorship;

  it('adds nothing unless it says so', () => {
    expect(of({})).toEqual(NO_AUTHORSHIP_SETTINGS);
    expect(of({ agentAccounts: [' acme-* '] })).toEqual({
      ...NO_AUTHORSHIP_SETTINGS,
      agentAccounts: ['acme-*'],
    });
  });

  it.each([
    [
      'everything',
      { agentBranches: ['a/*', '**'] },
      'agentBranches[1] must be',
    ],
    ['many', { agentLabels: Array(101).fill('x') }, 'agentLabels has 101'],
    [
      'no token',
      { assistantTrailers: ['by us: x'] },
      'assistantTrailers[0] is',
    ],
    [
      'what is not kept',
      { assistantTrailers: ['Signed-off-by: Acme'] },
      'assistantTrailers[0] is "Signed-off-by: Acme"; trailers Signed-off-by name people',
    ],
    ['what is not known', { agents: ['x'] }, 'agents'],
  ])('is refused with a reason: %s', (_, authorship, reason) => {
    expect(() => of(authorship)).toThrow(reason);
  });
});

describe('trace.tickets.patterns', () => {
  const of = (...patterns: object[]) =>
    readProjectionConfig(
      new ConfigReader({ trace: { tickets: { patterns } } } as never),
    ).tickets.patterns;
  const CHG = { pattern: 'CHG(\\d{7})', key: 'CHG$1' };

  it('are taken as they are', () => {
    const url = 'https://acme.example/?n={key}';
    expect(of({ ...CHG, entities: ['Component:Shop'], url })).toEqual([
      { ...CHG, entities: ['component:default/shop'], url },
    ]);
  });

  it.each([
    [
      'a look-behind',
      { pattern: '(?<=a)(b)' },
      'pattern is "(?<=a)(b)"; it must',
    ],
    ['a look-ahead', { pattern: '(a)(?=b)' }, 'unsupported Perl syntax: `(?=`'],
    [
      'a back-reference',
      { pattern: '(a)\\1' },
      'invalid escape sequence: `\\1`',
    ],
    ['no expression', { pattern: '(' }, 'missing closing )'],
    ['nothing', { pattern: '(x*)' }, 'it must not match the empty text'],
    ['length', { pattern: `(${'x'.repeat(200)})` }, '1 to 200 characters'],
    ['no group', { pattern: 'CHG\\d' }, 'key is "CHG$1"; it names $1'],
    ['one key', { key: 'CHG1' }, 'it must name a group of the pattern'],
    ['no project', { key: '$1' }, 'it must begin with the 1 to 10 letters'],
    ['a forge’s key', { key: 'a/b#$1' }, 'key is "a/b#$1"; it must begin'],
    ['an entity', { entities: ['x:'] }, 'entities[0] is "x:"'],
    ['no entity', { entities: [] }, 'entities has 0 entities'],
    ['an address', { url: 'ftp://a.example/{key}' }, 'url is "ftp:'],
    ['an address for all', { url: 'https://a.example' }, 'with {key} or {id}'],
    ['what is not known', { tracker: 'x' }, 'tracker'],
  ])('are refused with a reason: %s', (_, given, reason) => {
    expect(() => of(CHG, { ...CHG, ...given })).toThrow(reason);
    expect(() => of(CHG, { ...CHG, ...given })).toThrow(
      'trace.tickets.patterns[1]',
    );
  });
});
