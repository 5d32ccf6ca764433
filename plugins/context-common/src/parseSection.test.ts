import { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { parseSection } from './parseSection';
import { ContextSection, LIMITS } from './section';

const good: ContextSection = {
  entityRef: 'component:default/checkout',
  sectionId: 'trace.tests',
  title: 'Tests',
  permission: { name: 'trace.read', resourceType: 'catalog-entity' },
  asOf: '2026-11-01T08:00:00.000Z',
  validUntil: '2026-11-01T10:00:00+01:00',
  historyId: 'a1',
  status: 'attention',
  headline: 'One test is flaky',
  facts: [
    {
      id: 'last',
      label: 'Last deployed',
      value: '1.42.0',
      at: '2026-11-01T07:00:00Z',
      status: 'ok',
      href: '/catalog/default/component/checkout',
      highlight: true,
      refs: ['component:default/payments'],
    },
  ],
  attention: [
    {
      id: 'flaky',
      status: 'attention',
      title: 'A test is flaky',
      detail: 'It fails every other time',
      since: '2026-10-01T07:00:00Z',
      waitsFor: { name: 'Ada', entityRef: 'user:default/ada', agent: false },
      href: 'https://ci.example/run/1?x=1#y',
      refs: ['user:default/ada'],
    },
  ],
  links: [{ title: 'Runs', href: 'https://ci.example' }],
  data: { runs: [1, 2.5, null, true, { name: 'x' }] },
  refs: [],
};

const problemOf = (overrides: object, plugin = 'trace'): string => {
  const parsed = parseSection({ ...good, ...overrides }, plugin);
  return 'problem' in parsed ? parsed.problem : 'none';
};

const [fact] = good.facts;
const many = (count: number) =>
  [...Array(count).keys()].map(n => ({ ...fact, id: `${n}` }));
const nested = (depth: number): JsonObject =>
  JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

describe('parseSection', () => {
  it('takes a section with all that the contract has', () => {
    expect(parseSection(good, 'trace')).toEqual({ section: good });
  });

  it('leaves out what the contract has not', () => {
    const parsed = parseSection({ ...good, more: 1 }, 'trace');
    expect(parsed).toEqual({ section: good });
  });

  it('brings refs to lower case', () => {
    expect(
      parseSection(
        {
          ...good,
          entityRef: 'Component:Default/Checkout',
          refs: ['User:default/Ada'],
        },
        'trace',
      ),
    ).toMatchObject({
      section: {
        entityRef: 'component:default/checkout',
        refs: ['user:default/ada'],
      },
    });
  });

  it.each([null, 7, 'section', undefined])('refuses %j', input => {
    expect(parseSection(input, 'trace')).toEqual({
      problem: 'expected a section, as a JSON object',
    });
  });

  it.each<[object, string]>([
    [
      { entityRef: 'checkout' },
      'entityRef: expected <kind>:<namespace>/<name>',
    ],
    [{ sectionId: 'trace.a.b' }, 'sectionId: expected <plugin id>'],
    [{ sectionId: 'trace.' }, 'sectionId: expected <plugin id>'],
    [{ title: '' }, 'title: expected 1 to 200 characters'],
    [{ title: 'x'.repeat(201) }, 'title: expected 1 to 200 characters'],
    [{ title: 7 }, 'title: expected text of 1 to 200 characters'],
    [{ permission: undefined }, 'permission: expected the permission'],
    [
      { permission: { name: 'x', resourceType: 'other' } },
      'permission.resourceType: expected catalog-entity',
    ],
    [{ asOf: 'yesterday' }, 'asOf: expected an ISO 8601 time'],
    [{ asOf: '2026-11-01T08:00:00' }, 'asOf: expected an ISO 8601 time'],
    [{ asOf: '2026-13-01T08:00:00Z' }, 'asOf: expected an ISO 8601 time'],
    [{ validUntil: 5 }, 'validUntil: expected an ISO 8601 time'],
    [{ historyId: 1 }, 'historyId: expected text of 1 to 200 characters'],
    [{ historyId: '' }, 'historyId: expected 1 to 200 characters'],
    [{ status: 'splendid' }, 'status: expected ok, attention, blocked or'],
    [{ headline: 'a\0b' }, 'headline: expected text without NUL'],
    [{ headline: 'a\ud800b' }, 'headline: expected text without NUL'],
    [{ facts: {} }, 'facts: expected a list of at most 50'],
    [{ facts: many(51) }, 'facts: expected at most 50'],
    [{ facts: [fact, fact] }, 'facts.1.id: expected an id that no other item'],
    [
      { facts: [{ ...fact, value: undefined }] },
      'facts.0.value: expected text',
    ],
    [
      { facts: [{ ...fact, refs: Array(51).fill('user:default/ada') }] },
      'facts.0.refs: expected at most 50',
    ],
    [
      { attention: [{ ...good.attention[0], status: 'ok' }] },
      'attention.0.status: expected blocked or attention',
    ],
    [
      { attention: [good.attention[0], good.attention[0]] },
      'attention.1.id: expected an id that no other item',
    ],
    [{ links: Array(21).fill(good.links[0]) }, 'links: expected at most 20'],
    [{ data: [] }, 'data: expected a JSON object'],
    [{ data: { text: '\0' } }, 'data: expected a JSON object'],
    [{ data: { '\0': 1 } }, 'data: expected a JSON object'],
    [{ data: { a: NaN } }, 'data: expected a JSON object'],
    [{ data: nested(40) }, 'data: expected a JSON object'],
    [{ data: nested(100_000) }, 'data: expected a JSON object'],
    [
      { data: { text: 'ä'.repeat(40_000) } },
      `expected at most ${LIMITS.sectionBytes}`,
    ],
  ])('names what it cannot use: %#', (overrides, problem) => {
    expect(problemOf(overrides)).toContain(problem);
  });

  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example\\@good.example',
    ' https://space.example',
    'mailto:ada@example.com',
    'catalog/default',
    '',
  ])('refuses the href %j', href => {
    expect(problemOf({ links: [{ title: 'x', href }] })).toContain(
      'links.0.href: expected',
    );
  });

  it.each(['/', '/catalog/default/x?y=1#z', 'http://a.example', 'HTTPS://b.c'])(
    'takes the href %j',
    href => {
      expect(problemOf({ links: [{ title: 'x', href }] })).toBe('none');
    },
  );

  it('refuses the section of another plugin, naming both', () => {
    expect(problemOf({}, 'rota')).toBe(
      'sectionId: the plugin "rota" answered the section "trace.tests", which belongs to the plugin "trace"',
    );
    expect(problemOf({ sectionId: 'trace-extra' })).toContain('"trace-extra"');
  });

  it('says the first two things that are wrong, and that there is more', () => {
    expect(problemOf({ title: '', headline: '', status: '' })).toMatch(
      /^title: [^;]+; status: [^;]+; and more$/,
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(good)),
        fc.anything(),
        (key, value) => {
          const parsed = parseSection({ ...good, [key]: value }, 'trace');
          expect(Object.keys(parsed)).toHaveLength(1);
          // What was taken can be stored and read back as it is.
          const taken = 'section' in parsed ? parsed.section : good;
          const text = JSON.stringify(taken);
          expect(text).not.toContain('\\u0000');
          expect(parseSection(JSON.parse(text), 'trace')).toEqual({
            section: JSON.parse(text),
          });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
