import { InputError } from '@backstage/errors';
import { repositoryOfKey } from '@throughline/plugin-trace-common';
import fc from 'fast-check';
import { junitConnector } from './junitConnector';
import {
  formRequest,
  RECEIVED_AT,
  runsOf,
  SHA,
  stored,
  xmlRequest,
} from './__testUtils__/upload';

const suite = (name: string, ...cases: string[]) =>
  `<testsuite name="${name}" timestamp="2024-05-01T10:00:00" time="1.5">${cases.join(
    '',
  )}</testsuite>`;
const PASS = '<testcase classname="c" name="passes" time="0.5"/>';
const FAIL =
  '<testcase classname="c" name="fails"><failure message="no"/></testcase>';
const FLAKY =
  '<testcase classname="c" name="wavers"><flakyFailure/></testcase>';

const identify = junitConnector.identify;
const idOf = async (request: Parameters<typeof identify>[0]) =>
  (await identify(request)).deliveryId;

describe('verify', () => {
  it('wants one of the secrets as a bearer token', async () => {
    const request = xmlRequest('', {}, { authorization: 'Bearer right' });
    expect(await junitConnector.verify(request, ['old', 'right'])).toBe(true);
    expect(await junitConnector.verify(request, ['other'])).toBe(false);
    expect(await junitConnector.verify(xmlRequest(''), [''])).toBe(false);
  });
});

describe('speaksOf', () => {
  it('is the repository of the commit that was tested', async () => {
    const request = xmlRequest(suite('unit', PASS));
    expect(await junitConnector.speaksOf!(request)).toEqual([
      {
        of: 'repository',
        field: 'repository',
        repository: 'github.com/acme/shop',
      },
    ]);
  });
});

describe('identify', () => {
  it('files an upload with its query and content type', async () => {
    expect(
      await identify(
        xmlRequest(suite('unit', PASS), { job: 'unit', attempt: '2' }),
      ),
    ).toEqual({
      deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/),
      event: 'test-report',
      context: {
        contentType: 'application/xml',
        repository: 'github.com/acme/shop',
        sha: SHA,
        job: 'unit',
        attempt: '2',
      },
    });
  });

  it('recognises the same upload, and tells others apart', async () => {
    const xml = suite('unit', PASS);
    const same = await idOf(xmlRequest(xml));
    expect(await idOf(xmlRequest(xml, { attempt: '1' }))).toBe(same);
    const others = [
      xmlRequest(xml, { attempt: '2' }),
      xmlRequest(xml, { job: 'unit' }),
      xmlRequest(xml, { sha: 'b'.repeat(40) }),
      xmlRequest(`${xml}\n`),
    ];
    const ids = new Set(await Promise.all(others.map(idOf)));
    expect(ids.size).toBe(4);
    expect(ids).not.toContain(same);
  });

  it('does not mind the boundary of a form', async () => {
    const xml = suite('unit', PASS);
    expect(await idOf(formRequest([['a.xml', xml]], {}, 'one'))).toBe(
      await idOf(formRequest([['a.xml', xml]], {}, 'other')),
    );
  });

  it('takes the id that the sender gives', async () => {
    const xml = suite('unit', PASS);
    const header = 'x-throughline-delivery';
    expect(await idOf(xmlRequest(xml, {}, { [header]: 'run-1/unit' }))).toBe(
      'run-1/unit',
    );
    await expect(
      idOf(xmlRequest(xml, {}, { [header]: 'a b' })),
    ).rejects.toThrow(InputError);
  });

  it.each([
    [
      'application/x-www-form-urlencoded',
      /content-type is "application\/x-www/,
    ],
    ['', /content-type is ""; send application\/xml, text\/xml or multipart/],
    ['multipart/form-data', /not well-formed multipart.*[Bb]oundary/],
    ['multipart/form-data; boundary=other', /not well-formed multipart/],
  ])('refuses the content type %j', async (type, message) => {
    const request = xmlRequest(
      suite('unit', PASS),
      {},
      { 'content-type': type },
    );
    await expect(identify(request)).rejects.toThrow(message);
    await expect(identify(request)).rejects.toBeInstanceOf(InputError);
  });

  it('names the file and the place of what it cannot read', async () => {
    await expect(
      identify(
        formRequest([
          ['good.xml', suite('unit', PASS)],
          ['build/bad.xml', '<testsuite>\n<testcase>'],
        ]),
      ),
    ).rejects.toThrow(
      new InputError(
        'build/bad.xml, line 2, column 10: it is not well-formed XML (Unclosed root tag)',
      ),
    );
  });

  it('refuses what holds no file, too many, or parts that are none', async () => {
    await expect(identify(xmlRequest(''))).rejects.toThrow(
      'The upload: it is empty',
    );
    await expect(identify(formRequest([]))).rejects.toThrow(
      /^The upload: it (holds no file|is not well-formed)/,
    );
    await expect(
      identify(
        formRequest(
          Array.from({ length: 1_001 }, (_, i) => [`${i}.xml`, '<testsuite/>']),
        ),
      ),
    ).rejects.toThrow('The upload: it has more than 1000 files');
    const field =
      '--x\r\nContent-Disposition: form-data; name="report"\r\n\r\n<testsuite/>\r\n--x--\r\n';
    await expect(
      identify(
        xmlRequest(
          field,
          {},
          { 'content-type': 'multipart/form-data; boundary=x' },
        ),
      ),
    ).rejects.toThrow('The upload: its part "report" is not a file');
    const cut = formRequest([['a.xml', suite('unit', PASS)]]);
    await expect(
      identify({ ...cut, body: cut.body.subarray(0, -30) }),
    ).rejects.toThrow(/^The upload: .*(cut off|not well-formed)/);
  });

  it('throws nothing but InputError, whatever it is sent', async () => {
    const markup = fc.constantFrom(
      ...['<testsuite', '<testcase', ' name="', '"', '>', '/>', '</testsuite>'],
      ...['</testcase>', '<!DOCTYPE', '<![CDATA[', ']]>', '<!--', '-->', '&'],
      ...[
        '&#0;',
        '&#xD800;',
        '&lt;',
        '\0',
        '\ufeff',
        '<?xml ',
        '?>',
        '--x\r\n',
      ],
      ...[' hasOwnProperty="1"', ' __proto__="1"', '<__proto__>', '<failure/>'],
    );
    const pieces = fc.array(fc.oneof(markup, fc.string({ unit: 'binary' })));
    const body = fc.oneof(
      pieces.map(parts => parts.join('')),
      // One that is likely to be read.
      pieces.map(parts =>
        suite(
          'unit',
          `<testcase name="x${parts
            .join('')
            .replace(/[<&"]/g, '')}"><failure/></testcase>`,
        ),
      ),
    );
    const type = fc.constantFrom(
      'application/xml',
      'multipart/form-data; boundary=x',
    );
    await fc.assert(
      fc.asyncProperty(body, type, async (text, contentType) => {
        const request = xmlRequest(text, {}, { 'content-type': contentType });
        const refusal = await identify(request).then(
          () => undefined,
          error => error,
        );
        // What the sender was told is fine can be understood later.
        const runs = refusal ? [] : await runsOf(request);
        expect(refusal ?? new InputError('none')).toBeInstanceOf(InputError);
        expect(JSON.stringify(runs)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('normalise', () => {
  it('makes one run of each suite that holds cases', async () => {
    const request = xmlRequest(suite('unit', PASS, FAIL, FLAKY), {
      job: 'test',
      matrix: 'node-22',
      attempt: '2',
      url: 'https://ci.example.com/1',
    });
    const normalised = await junitConnector.normalise(await stored(request));
    expect(normalised).toEqual({
      outcome: 'facts',
      facts: [
        {
          subject: expect.stringMatching(
            `^testSuiteRun:github.com/acme/shop@${SHA}/[0-9a-f]{64}$`,
          ),
          at: '2024-05-01T10:00:00.000Z',
          attributes: {
            suite: 'unit',
            sha: SHA,
            job: 'test',
            matrix: 'node-22',
            attempt: 2,
            url: 'https://ci.example.com/1',
            at: '2024-05-01T10:00:00.000Z',
            tests: 3,
            passed: 2,
            failed: 1,
            errors: 0,
            skipped: 0,
            durationSeconds: 1.5,
            failedTests: ['c › fails'],
            flakyTests: ['c › wavers'],
          },
        },
      ],
    });
  });

  it('gives the same facts each time it is asked', async () => {
    const delivery = await stored(xmlRequest(suite('unit', PASS, FAIL)));
    expect(await junitConnector.normalise(delivery)).toEqual(
      await junitConnector.normalise(delivery),
    );
  });

  it('gives a run its key by suite, job, matrix and attempt, and nothing else', async () => {
    const key = async (query: object, name = 'unit', ...cases: string[]) => {
      const normalised = await junitConnector.normalise(
        await stored(xmlRequest(suite(name, ...cases), { ...query })),
      );
      return normalised.outcome === 'facts' && normalised.facts[0].subject;
    };
    const keys = await Promise.all([
      key({}, 'unit', PASS),
      key({ job: 'a' }, 'unit', PASS),
      key({ matrix: 'a' }, 'unit', PASS),
      key({ attempt: '2' }, 'unit', PASS),
      key({}, 'other', PASS),
    ]);
    expect(new Set(keys).size).toBe(5);
    expect(await key({ url: 'https://ci/2' }, 'unit', FAIL)).toBe(keys[0]);
    expect(repositoryOfKey(String(keys[0]))).toBe('github.com/acme/shop');
  });

  it('counts the cases, whatever the attributes say', async () => {
    const [run] = await runsOf(
      xmlRequest(
        `<testsuite name="u" tests="9" failures="0" errors="7">${PASS}${FAIL}</testsuite>`,
      ),
    );
    expect(run).toMatchObject({ tests: 2, passed: 1, failed: 1, errors: 0 });
  });

  it('takes cases of one class and name for one test, the worst one counting', async () => {
    const result = (child: string) =>
      `<testcase classname="c" name="t">${child}</testcase>`;
    const counts = async (...children: string[]) => {
      const [run] = await runsOf(
        xmlRequest(suite('u', ...children.map(result))),
      );
      const { tests, passed, failed, errors, skipped } = run;
      return { tests, passed, failed, errors, skipped };
    };
    const none = { tests: 1, passed: 0, failed: 0, errors: 0, skipped: 0 };
    expect(await counts('<skipped/>', '')).toEqual({ ...none, passed: 1 });
    expect(await counts('<failure/>', '', '<skipped/>')).toEqual({
      ...none,
      failed: 1,
    });
    expect(await counts('<failure/>', '<error/>')).toEqual({
      ...none,
      errors: 1,
    });
  });

  it('counts a nested suite once, and its time too', async () => {
    const runs = await runsOf(
      xmlRequest(
        `<testsuites><testsuite name="outer" time="9">${PASS}${suite(
          'inner',
          PASS,
          FAIL,
        )}</testsuite></testsuites>`,
      ),
    );
    expect(
      runs.map(({ suite: name, tests, durationSeconds }) => ({
        name,
        tests,
        durationSeconds,
      })),
    ).toEqual([
      { name: 'outer', tests: 1, durationSeconds: 0.5 },
      { name: 'outer / inner', tests: 2, durationSeconds: 1.5 },
    ]);
  });

  it('tells suites of one name apart by file, then by place', async () => {
    const names = async (request: Parameters<typeof runsOf>[0]) =>
      (await runsOf(request)).map(run => run.suite);
    expect(
      await names(
        formRequest([
          ['api.xml', suite('pytest', PASS)],
          ['ui.xml', suite('pytest', PASS)],
          [
            'e2e.xml',
            `<testsuites>${suite('login', PASS)}${suite(
              'login',
              FAIL,
            )}</testsuites>`,
          ],
        ]),
      ),
    ).toEqual(['pytest (api.xml)', 'pytest (ui.xml)', 'login #1', 'login #2']);
    expect(await names(xmlRequest(`<testsuite>${PASS}</testsuite>`))).toEqual([
      'unnamed suite',
    ]);
  });

  it('uses the time of receipt where a suite has none, or one to come', async () => {
    for (const timestamp of ['', 'yesterday', '2124-05-01T10:00:00']) {
      const [run] = await runsOf(
        xmlRequest(
          `<testsuite name="u" timestamp="${timestamp}">${PASS}</testsuite>`,
        ),
      );
      expect(run.at).toBe(RECEIVED_AT);
    }
  });

  it('bounds names and lists of names', async () => {
    const many = Array.from(
      { length: 250 },
      (_, i) =>
        `<testcase name="${i} ${'n'.repeat(
          5_000,
        )}&#10;x"><failure/></testcase>`,
    );
    const [run] = await runsOf(xmlRequest(suite('s'.repeat(5_000), ...many)));
    expect(run.failed).toBe(250);
    expect(run.failedTests).toHaveLength(200);
    expect(run.suite).toHaveLength(300);
    expect(run.failedTests![0]).toHaveLength(300);
  });

  it('ignores a report without cases, with the reason', async () => {
    expect(
      await junitConnector.normalise(
        await stored(
          xmlRequest('<testsuites tests="3"><testsuite/></testsuites>'),
        ),
      ),
    ).toEqual({
      outcome: 'ignored',
      reason: 'The report holds no test case.',
    });
  });

  it('says what is wrong with a stored delivery that it cannot read', async () => {
    const delivery = await stored(xmlRequest(suite('u', PASS)));
    await expect(
      junitConnector.normalise({ ...delivery, body: Buffer.from('<x') }),
    ).rejects.toMatchObject({ name: 'NormaliseError', path: 'The report' });
    await expect(
      junitConnector.normalise({ ...delivery, context: {} }),
    ).rejects.toMatchObject({ name: 'NormaliseError', path: 'query' });
  });
});
