import { FakePortal } from '../__testUtils__/FakePortal';
import { runCli } from '../__testUtils__/runCli';

jest.setTimeout(60_000);

const SHA = 'a'.repeat(40);

describe('throughline deployed', () => {
  let portal: FakePortal;
  beforeEach(async () => {
    portal = await FakePortal.accepting();
  });
  afterEach(() => portal.stop());

  const deployed = (args: string[], env: Record<string, string> = {}) =>
    runCli(['deployed', ...args], {
      cwd: '/',
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_SECRET: 's', ...env },
    });
  const sent = () => portal.received.map(({ body }) => JSON.parse(body));

  it('sends what it is told', async () => {
    const result = await deployed([
      ...['--service', 'cart', '--env', 'live', '--production'],
      ...['--sha', SHA, '--version', '1.42.0', '--state', 'failure'],
      ...['--repository', 'https://github.com/Acme/Shop.git', '--id', 'd-1'],
      ...['--at', '2026-03-01T10:00:00Z', '--url', 'https://ci.example.com/1'],
    ]);
    expect(result).toEqual({
      code: 0,
      stdout: 'Reported: cart in live: failure\n',
      stderr: '',
    });
    expect(portal.received[0]).toMatchObject({
      method: 'POST',
      url: '/api/trace/ingest/rest',
      authorization: 'Bearer s',
      contentType: 'application/json',
    });
    expect(sent()).toEqual([
      {
        type: 'deployment',
        id: 'd-1',
        repository: 'github.com/acme/shop',
        sha: SHA,
        environment: 'live',
        production: true,
        service: 'cart',
        version: '1.42.0',
        state: 'failure',
        at: '2026-03-01T10:00:00Z',
        url: 'https://ci.example.com/1',
      },
    ]);
  });

  it('says when: now, if it is not told', async () => {
    const before = new Date().toISOString();
    await deployed([
      ...['--env', 'production', '--sha', SHA],
      ...['--repository', 'github.com/acme/shop'],
    ]);
    const [{ at, id, production }] = sent();
    expect(at >= before && at <= new Date().toISOString()).toBe(true);
    expect(id).toBeUndefined();
    expect(production).toBeUndefined();
  });

  it('reports the states of one CI job as one deployment, of others as others', async () => {
    const ci = {
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_SHA: SHA,
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: '1',
    };
    await deployed(['--env', 'production', '--state', 'running'], ci);
    await deployed(['--env', 'production'], ci);
    await deployed(['--env', 'staging'], ci);
    await deployed(['--env', 'production', '--service', 'cart'], ci);
    await deployed(['--env', 'production'], { ...ci, GITHUB_RUN_ATTEMPT: '2' });
    const [running, done, ...others] = sent();
    expect(running.id).toMatch(/^github-4711-1-[0-9a-f]{12}$/);
    expect(done.id).toBe(running.id);
    const ids = new Set(others.map(({ id }) => id));
    expect(ids.size).toBe(3);
    expect(ids).not.toContain(running.id);
    expect(done).toMatchObject({
      repository: 'github.com/acme/shop',
      sha: SHA,
      state: 'success',
      url: 'https://github.com/acme/shop/actions/runs/4711',
    });
  });

  it.each([
    [[], /^What was deployed\? Give --sha/],
    [['--sha', SHA], /^Which repository\? Give --repository/],
    [
      ['--sha', SHA, '--repository', 'shop'],
      /^--repository is "shop", which names no repository; give --repository as host\/owner\/name/,
    ],
  ])('asks for what is missing: %j', async (args, message) => {
    const { code, stderr } = await deployed(['--env', 'x', ...args]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(portal.received).toEqual([]);
  });
});
