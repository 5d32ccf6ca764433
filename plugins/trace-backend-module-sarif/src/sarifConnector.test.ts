import { InputError } from '@backstage/errors';
import {
  factsOf,
  placesAt,
  RECEIVED_AT,
  report,
  request,
  result,
  RULE,
  SHA,
} from './__testUtils__/upload';
import { sarifConnector } from './sarifConnector';

const { identify } = sarifConnector;

describe('an upload', () => {
  it('wants one of the secrets as a bearer token', async () => {
    const sent = request({}, {}, { authorization: 'Bearer right' });
    expect(await sarifConnector.verify(sent, ['old', 'right'])).toBe(true);
    expect(await sarifConnector.verify(sent, ['other'])).toBe(false);
  });

  it('speaks of the repository of the commit that was scanned', async () => {
    expect(await sarifConnector.speaksOf!(request(report([])))).toEqual([
      {
        of: 'repository',
        field: 'repository',
        repository: 'github.com/acme/shop',
      },
    ]);
  });

  it('is recognised when it is sent again', async () => {
    const idOf = async (sent: ReturnType<typeof request>) =>
      (await identify(sent)).deliveryId;
    const id = await idOf(request(report([])));
    expect(await idOf(request(report([])))).toBe(id);
    expect(await idOf(request(report([]), { category: 'web' }))).not.toBe(id);
    expect(
      await idOf(
        request(report([]), {}, { 'x-throughline-delivery': 'run-1' }),
      ),
    ).toBe('run-1');
  });

  it.each([
    [request(''), 'The report, as a whole: it is empty'],
    [request('{'), /^The report, as a whole: it is not JSON/],
    [
      request({ version: '1.0.0', runs: [] }),
      'The report, version: expected "2.1.0"',
    ],
    [
      request({ version: '2.1.0', runs: [{ tool: {} }] }),
      'The report, runs[0].tool.driver: expected object, but it is missing',
    ],
    [
      request(report([result(1), result(2, { level: 'fatal' })])),
      /^The report, runs\[0\]\.results\[1\]\.level: Invalid option/,
    ],
    [
      request(report(Array(5001).fill({}))),
      'The report, runs[0].results: expected at most 5000',
    ],
    [
      request(report([], { invocations: [{ executionSuccessful: false }] })),
      /^The report, runs\[0\]\.invocations\[0\]\.executionSuccessful: it is false/,
    ],
    [
      request(report([]), { sha: 'main' }),
      'The query parameter "sha" is "main"; expected the full hash of a commit, 40 or 64 hex digits',
    ],
    [
      request(report([]), { branch: 'main' }),
      /"branch" is not known; known are repository, sha, category, defaultBranch/,
    ],
    [
      request(report([]), { defaultBranch: 'yes' }),
      'The query parameter "defaultBranch" is "yes"; expected true or false',
    ],
    [
      request(report([]), {}, { 'content-type': 'text/xml' }),
      /content-type is "text\/xml"; send application\/sarif\+json/,
    ],
  ])('is refused with what is wrong: %#', async (sent, message) => {
    await expect(identify(sent)).rejects.toThrow(message);
    await expect(identify(sent)).rejects.toBeInstanceOf(InputError);
  });
});

describe('a report', () => {
  it('is a scan, and a fact for each finding', async () => {
    const [scan, finding, ...others] = await factsOf(
      request(report([result(7)]), { defaultBranch: 'true' }),
    );
    expect(scan).toEqual({
      subject: expect.stringMatching(
        new RegExp(`^scan:github.com/acme/shop@${SHA}/`),
      ),
      at: RECEIVED_AT,
      attributes: {
        tool: 'CodeQL',
        category: '',
        sha: SHA,
        at: RECEIVED_AT,
        defaultBranch: true,
        findings: 1,
        results: [expect.stringMatching(/^sarif-[\w-]{22}:7$/)],
      },
    });
    expect(finding).toEqual({
      subject: expect.stringMatching(
        /^finding:github.com\/acme\/shop\/findings\/sarif-[\w-]{22}$/,
      ),
      at: '2026-05-01T00:00:00.000Z',
      attributes: {
        subtype: 'code',
        tool: 'CodeQL',
        category: '',
        rule: 'js/xss',
        title: 'Client-side cross-site scripting',
        url: 'https://codeql.example/js/xss',
        severity: 'high',
        state: 'open',
        path: 'services/cart/index.ts',
      },
    });
    expect(others).toEqual([]);
  });

  it('keeps neither messages nor code, which may hold secrets', async () => {
    const facts = await factsOf(request(report([result(7)])));
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  const idsOf = async (...results: object[]) => {
    const [scan] = await factsOf(request(report(results)));
    return (scan.attributes.results as string[]).map(id => id.split(':')[0]);
  };

  it('knows a finding again by its fingerprints, though its line moved', async () => {
    const [first] = await idsOf(result(7));
    const moved = result(7, { locations: placesAt(9) });
    expect(await idsOf(moved)).toEqual([first]);
    expect(await idsOf(result(8))).not.toEqual([first]);
    expect(await idsOf(result(7), result(7))).toEqual([first]);
  });

  it('knows it by its code where it has no fingerprints', async () => {
    const bare = (line: number) =>
      result(line, { partialFingerprints: undefined });
    expect(await idsOf(bare(7))).toEqual(await idsOf(bare(9)));
    expect(await idsOf(bare(7))).not.toEqual(
      await idsOf(result(7, { partialFingerprints: undefined, ruleId: 'x' })),
    );
  });

  it('leaves out what passed, is gone or is suppressed', async () => {
    expect(
      await idsOf(
        result(1, { kind: 'pass' }),
        result(2, { baselineState: 'absent' }),
        result(3, { suppressions: [{ status: 'accepted' }] }),
        result(4, { suppressions: [{ status: 'rejected' }] }),
      ),
    ).toHaveLength(1);
  });

  it.each([
    [{}, {}, 'high'],
    [{ properties: { 'security-severity': '9.1' } }, {}, 'critical'],
    [{ level: 'warning' }, { properties: {} }, 'medium'],
    [{}, { properties: { 'security-severity': '3' } }, 'low'],
    [{}, { properties: {}, defaultConfiguration: {} }, 'medium'],
    [{ level: 'none' }, { properties: { 'security-severity': '?' } }, 'note'],
  ])('%j of the rule %j is %s', async (more, rule, severity) => {
    const driver = { name: 'CodeQL', rules: [{ ...RULE, ...rule }] };
    const [, finding] = await factsOf(
      request(report([result(1, more)], { tool: { driver } })),
    );
    expect(finding.attributes.severity).toBe(severity);
  });

  it.each([
    ['file:///build/index.ts', undefined],
    ['../index.ts', undefined],
    ['./src/a%20b.ts', 'src/a b.ts'],
    ['src\\cart.cs', 'src/cart.cs'],
    ['100%/done.ts', '100%/done.ts'],
  ])('%s is %s in the repository', async (uri, path) => {
    const [, finding] = await factsOf(
      request(
        report([
          result(1, {
            locations: [{ physicalLocation: { artifactLocation: { uri } } }],
          }),
        ]),
      ),
    );
    expect(finding.attributes.path).toBe(path);
  });

  it('is one scan for each tool and category', async () => {
    const [run] = report([]).runs;
    const named = (id: string) => ({ ...run, automationDetails: { id } });
    const facts = await factsOf(
      request({
        version: '2.1.0',
        runs: [named('web/1'), named('web/2'), named('api/')],
      }),
    );
    expect(facts.map(({ attributes }) => attributes.category)).toEqual([
      'web',
      'api',
    ]);
  });

  it('says nothing where the tool did not come to look', async () => {
    expect(await factsOf(request(report(null)))).toEqual([]);
    expect(await factsOf(request(report([])))).toHaveLength(1);
  });

  it('is as old as its last invocation says, but not newer than it came', async () => {
    const endedAt = async (endTimeUtc: string) => {
      const [scan] = await factsOf(
        request(report([], { invocations: [{ endTimeUtc }] })),
      );
      return scan.at;
    };
    expect(await endedAt('2026-05-19T10:00:00Z')).toBe(
      '2026-05-19T10:00:00.000Z',
    );
    expect(await endedAt('2030-01-01T00:00:00Z')).toBe(RECEIVED_AT);
  });
});
