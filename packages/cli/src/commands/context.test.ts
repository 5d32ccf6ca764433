import { EntityContext } from '@throughline/plugin-context-common';
import { FakePortal } from '../__testUtils__/FakePortal';
import { CliOptions, runCli } from '../__testUtils__/runCli';

jest.setTimeout(60_000);

const AT = '2026-03-01T10:00:00.000Z';
const SHOP: EntityContext = {
  entityRef: 'component:default/shop',
  title: 'Shop',
  revision: 7,
  at: AT,
  past: false,
  sections: [
    {
      plugin: 'trace',
      sectionId: 'trace',
      title: 'Delivery',
      status: 'attention',
      headline: 'One change waits.',
      facts: Array.from({ length: 30 }, (_, index) => ({
        id: `f${index}`,
        label: `Fact ${index}`,
        value: 'a value of some length \u001b[31m',
      })),
      attention: [],
      links: [],
      revision: 7,
      changedAt: AT,
      asOf: AT,
    },
  ],
  attention: [
    {
      id: 'a',
      sectionId: 'trace',
      status: 'attention',
      title: '1.42.0 was rolled back',
    },
  ],
  sources: [{ plugin: 'trace', state: 'answering', answeredAt: AT }],
};

describe('throughline context', () => {
  let portal: FakePortal;
  beforeEach(async () => {
    portal = await FakePortal.always(200, SHOP);
  });
  afterEach(() => portal.stop());

  const context = (args: string[], options: CliOptions = {}) =>
    runCli(['context', ...args], {
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_TOKEN: 't' },
      ...options,
    });

  it.each(['component:default/shop', 'component:shop', 'shop', ' Shop'])(
    'finds %j, with the token',
    async ref => {
      const { code, stderr } = await context([ref.trim()]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [{ url, method, authorization }] = portal.received;
      expect(method).toBe('GET');
      expect(authorization).toBe('Bearer t');
      expect(url.toLowerCase()).toBe(
        '/api/context/entities/component/default/shop',
      );
    },
  );

  it('writes Markdown, in which nothing steers a terminal', async () => {
    const { stdout } = await context(['shop']);
    expect(stdout).toMatch(/^# Shop\n/);
    expect(stdout).toContain('1.42.0 was rolled back');
    expect(stdout).toContain('Fact 29');
    expect(stdout).not.toContain('\u001b');
  });

  it('asks for what changed, and for another moment', async () => {
    await context(['shop', '--since', '5', '--at', '2026-02-01']);
    await context(['shop', '--since', 'last-look']);
    expect(
      portal.received.map(({ url }) => new URL(url, portal.url).search),
    ).toEqual(['?since=5&at=2026-02-01T00%3A00%3A00.000Z', '?since=last-look']);
  });

  it('writes the whole answer as JSON', async () => {
    const { stdout } = await context(['shop', '--json']);
    expect(JSON.parse(stdout)).toEqual(SHOP);
    expect(stdout).not.toContain('\u001b');
  });

  it('leaves out what does not fit a budget, and names it', async () => {
    const { code, stdout, stderr } = await context(['shop', '--budget', '150']);
    expect(code).toBe(0);
    expect(stdout.length).toBeLessThanOrEqual(150 * 4);
    expect(stdout).toContain('1.42.0 was rolled back');
    expect(stdout).toMatch(/Left out to fit 150 tokens: Delivery: \d+ facts/);
    expect(stderr).toMatch(/^Left out to fit 150 tokens: Delivery: \d+ facts/);
  });

  it('names nothing when everything fits', async () => {
    const { stderr, stdout } = await context(['shop', '--budget', '9000']);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('Left out');
  });

  it.each(['', '/', '/base', '/base/', '/base/api'])(
    'takes an address ending with %j',
    async path => {
      await context(['shop', '--portal', `${portal.url}${path}?x=1#y`]);
      expect(portal.received[0].url).toBe(
        `${
          path.startsWith('/base') ? '/base' : ''
        }/api/context/entities/component/default/shop`,
      );
    },
  );

  it('takes an empty variable for none, as CI systems leave it', async () => {
    await context(['shop'], {
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_TOKEN: '' },
    });
    expect(portal.received[0].authorization).toBeUndefined();
  });
});
