import { FakePortal } from '../__testUtils__/FakePortal';
import { runCli } from '../__testUtils__/runCli';

jest.setTimeout(60_000);

const PSEUDONYM = 'erased-0a1b2c3d';
const PERSON = { logins: ['github.com/rosa'], names: ['Rosa Muñoz'] };

const trace = (state: string) => ({
  id: 'e1',
  pseudonym: PSEUDONYM,
  state,
  phase: 'facts',
  report: { facts: 1_204, bodies: 2, failedBodies: 0 },
});
const context = (sections: number, nextCursor?: string) => ({
  pseudonym: PSEUDONYM,
  report: { sections, looks: 0 },
  stillInCatalog: true,
  nextCursor,
});

describe('throughline erase-person', () => {
  let portal: FakePortal;
  let asked: number;
  beforeEach(async () => {
    asked = 0;
    portal = await FakePortal.start((request, response) => {
      asked += 1;
      const last = portal.received.at(-1)!;
      const ofContext = request.url!.includes('/api/context/');
      const more = ofContext && !last.body.includes('cursor');
      const running = ofContext
        ? context(3, more ? 'c' : undefined)
        : trace(asked < 3 ? 'running' : 'done');
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(running));
    });
  });
  afterEach(() => portal.stop());

  const erase = (args: string[], input?: string) =>
    runCli(['erase-person', ...args], {
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_TOKEN: 't' },
      input,
    });
  const sent = () =>
    portal.received.map(({ method, url, body }) => [
      `${method} ${url}`,
      body && JSON.parse(body),
    ]);

  it('asks both plugins, waits, and says what was found', async () => {
    const result = await erase(
      ['--from', '-', '--yes'],
      JSON.stringify(PERSON),
    );
    expect(result.stderr).toBe(
      'The catalog has this user still, and brings them back.\n',
    );
    expect(result.code).toBe(0);
    expect(sent()).toEqual([
      ['POST /api/trace/people/erasures', { ...PERSON, dryRun: false }],
      ['GET /api/trace/people/erasures/e1', ''],
      ['GET /api/trace/people/erasures/e1', ''],
      [
        'POST /api/context/people/erasures',
        { ...PERSON, dryRun: false, pseudonym: PSEUDONYM },
      ],
      [
        'POST /api/context/people/erasures',
        { ...PERSON, dryRun: false, pseudonym: PSEUDONYM, cursor: 'c' },
      ],
    ]);
    expect(result.stdout).toContain(PSEUDONYM);
    expect(result.stdout).toMatch(/^ +1,204 {2}facts/m);
    expect(result.stdout).toMatch(/^ +6 {2}sections$/m);
    expect(result.stdout).toContain('Not reached');
    expect(result.stdout).toContain('the catalog');
    expect(result.stdout + result.stderr).not.toMatch(/rosa|muñoz/i);
  });

  it('takes options, one plugin, and only counts', async () => {
    const result = await erase([
      ...['--login', 'github.com/rosa', '--login', 'gitlab.com/r'],
      ...['--email', 'r@example.com', '--user', 'user:default/rosa'],
      ...['--plugin', 'context', '--dry-run', '--json'],
    ]);
    expect(result.code).toBe(0);
    expect(sent()[0]).toEqual([
      'POST /api/context/people/erasures',
      {
        logins: ['github.com/rosa', 'gitlab.com/r'],
        names: [],
        emails: ['r@example.com'],
        userRefs: ['user:default/rosa'],
        dryRun: true,
      },
    ]);
    expect(JSON.parse(result.stdout)).toMatchObject({
      dryRun: true,
      context: { report: { sections: 6 } },
    });
  });

  it.each([
    [['--login', 'github.com/rosa'], '', 2, /give --yes, or --dry-run first/],
    [['--yes'], '', 3, /Say who it is/],
    [['--yes', '--from', '-'], 'rosa', 2, /^- must hold a JSON object/],
    [['--yes', '--from', '-', '--name', 'x'], '{}', 2, /not both/],
    [['--yes', '--from', 'none.json'], '', 2, /none\.json cannot be read/],
    [['--plugin', 'x', '--name', 'Rosa'], '', 2, /--plugin must be trace or/],
  ])('sends nothing with %j', async (args, input, code, message) => {
    const result = await erase(args, input);
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
    expect(sent()).toEqual([]);
  });
});
