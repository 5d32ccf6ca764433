import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakePortal } from '../__testUtils__/FakePortal';
import { runCli } from '../__testUtils__/runCli';

jest.setTimeout(60_000);

const SHA = 'b'.repeat(40);

describe('throughline junit upload', () => {
  let portal: FakePortal;
  let directory: string;
  beforeEach(async () => {
    portal = await FakePortal.accepting();
    directory = mkdtempSync(join(tmpdir(), 'throughline-junit-'));
    mkdirSync(join(directory, 'reports', 'deep'), { recursive: true });
    for (const name of ['b.xml', 'a [1].xml', 'deep/c.xml', 'notes.txt']) {
      writeFileSync(
        join(directory, 'reports', name),
        `<testsuite n="${name}"/>`,
      );
    }
  });
  afterEach(async () => {
    await portal.stop();
    rmSync(directory, { recursive: true });
  });

  const upload = (args: string[], env: Record<string, string> = {}) =>
    runCli(['junit', 'upload', ...args], {
      cwd: directory,
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_SECRET: 's', ...env },
    });
  const given = ['--repository', 'github.com/acme/shop', '--sha', SHA];
  const namesOf = (body: string) =>
    [...body.matchAll(/filename="([^"]*)"/g)].map(([, name]) => name);

  it.each([
    [['reports'], ['reports/a [1].xml', 'reports/b.xml', 'reports/deep/c.xml']],
    [
      ['reports/'],
      ['reports/a [1].xml', 'reports/b.xml', 'reports/deep/c.xml'],
    ],
    [['reports/*.xml'], ['reports/a [1].xml', 'reports/b.xml']],
    [['./reports/b.xml', 'reports/**/b.*'], ['reports/b.xml']],
    [['reports/a [1].xml'], ['reports/a [1].xml']],
  ])('sends what %j stands for, each file once', async (patterns, files) => {
    const { code, stderr } = await upload([...patterns, ...given]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [{ body, contentType }] = portal.received;
    expect(contentType).toMatch(/^multipart\/form-data; boundary=/);
    expect(namesOf(body)).toEqual(files);
    expect(body).toContain('<testsuite n="');
  });

  it('says what they are of', async () => {
    await upload([
      'reports/b.xml',
      ...given,
      ...['--job', 'unit tests', '--matrix', 'node-22', '--attempt', '2'],
      ...['--url', 'https://ci.example.com/1', '--source', 'shop-tests'],
    ]);
    const { pathname, searchParams } = new URL(
      portal.received[0].url,
      portal.url,
    );
    expect(pathname).toBe('/api/trace/ingest/shop-tests');
    expect(Object.fromEntries(searchParams)).toEqual({
      repository: 'github.com/acme/shop',
      sha: SHA,
      job: 'unit tests',
      matrix: 'node-22',
      attempt: '2',
      url: 'https://ci.example.com/1',
    });
  });

  it('reads from the CI system what it is not told', async () => {
    await upload(['reports/b.xml', '--job', 'mine'], {
      GITLAB_CI: 'true',
      CI_PROJECT_URL: 'https://git.example.com/acme/shop',
      CI_COMMIT_SHA: SHA,
      CI_JOB_NAME: 'theirs',
      CI_JOB_URL: 'https://git.example.com/acme/shop/-/jobs/1',
    });
    const { searchParams } = new URL(portal.received[0].url, portal.url);
    expect(Object.fromEntries(searchParams)).toEqual({
      repository: 'git.example.com/acme/shop',
      sha: SHA,
      job: 'mine',
      url: 'https://git.example.com/acme/shop/-/jobs/1',
    });
  });

  it('ends with 3 when no file matches', async () => {
    const { code, stderr } = await upload(['out/*.xml', 'b.xml', ...given]);
    expect(stderr).toMatch(
      /^No file matches out\/\*\.xml b\.xml; did the tests run, and is the path relative to .*throughline-junit-/,
    );
    expect(code).toBe(3);
    expect(portal.received).toEqual([]);
  });

  it('says which pattern matches nothing, and sends the rest', async () => {
    const { code, stderr } = await upload([
      'out/*.xml',
      'reports/b.xml',
      ...given,
    ]);
    expect(stderr).toBe('No file matches out/*.xml\n');
    expect(code).toBe(0);
  });

  it('asks for the commit where nothing says it', async () => {
    const { code, stderr } = await upload(['reports']);
    expect(stderr).toMatch(/^Which commit was tested\? Give --sha/);
    expect(code).toBe(2);
  });
});
