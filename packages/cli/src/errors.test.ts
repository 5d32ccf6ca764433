import { FakePortal } from './__testUtils__/FakePortal';
import { CliResult, runCli } from './__testUtils__/runCli';

jest.setTimeout(60_000);

const TOKEN = 'token-of-the-test';
const SECRET = 'secret-of-the-test';
const backstageError = (name: string, message: string) => ({
  error: { name, message },
});

/** What every error is: plain, and without a secret. */
function expectPlain({ stdout, stderr }: CliResult): void {
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(stderr).not.toMatch(/\n\s+at |Error:|\[object/);
  expect(stderr + stdout).not.toContain(TOKEN);
  expect(stderr + stdout).not.toContain(SECRET);
}

describe('errors', () => {
  let portal: FakePortal | undefined;
  afterEach(async () => {
    await portal?.stop();
    portal = undefined;
  });

  const context = (url = portal!.url) =>
    runCli(['context', 'shop', '--portal', url, '--timeout', '5'], {
      env: { THROUGHLINE_TOKEN: TOKEN },
    });
  const deployed = (...more: string[]) =>
    runCli(
      [
        'deployed',
        ...['--portal', portal!.url, '--env', 'production'],
        ...['--repository', 'github.com/acme/shop', '--sha', 'a'.repeat(40)],
        ...more,
      ],
      { env: { THROUGHLINE_SECRET: SECRET } },
    );

  it('of the command as it is installed', async () => {
    const { code, stderr } = await runCli(['contxt'], { installed: true });
    expect(stderr).toContain("unknown command 'contxt'");
    expect(code).toBe(2);
  });

  describe('of the portal', () => {
    it.each([
      [
        400,
        backstageError(
          'InputError',
          'since: expected the number of a revision',
        ),
        1,
        'The portal refused it (400: since: expected the number of a revision).\n',
      ],
      [
        401,
        backstageError('AuthenticationError', 'Illegal token'),
        5,
        'The portal does not let us in: Illegal token.\nHas --token (or THROUGHLINE_TOKEN) expired, or is it of another portal?\n',
      ],
      [
        403,
        backstageError('NotAllowedError', 'Unrestricted service access'),
        5,
        'The portal knows us and does not allow this: Unrestricted service access.\n',
      ],
      [
        404,
        backstageError('NotFoundError', 'No'),
        3,
        'There is nothing to show of component:default/shop: it is not in the catalog, this token may not see it, or the portal has no context plugin.\n',
      ],
      [
        500,
        backstageError('Error', 'boom'),
        1,
        'The portal has a fault (500: boom); its log says more.\n',
      ],
      [
        503,
        'starting',
        4,
        'The portal is busy or starting (503); try again later.\n',
      ],
    ])('%s', async (status, body, code, message) => {
      portal = await FakePortal.always(status, body);
      const result = await context();
      expect(result.stderr).toBe(message);
      expect(result.code).toBe(code);
      expectPlain(result);
    });

    it.each([
      ['30', 'try again in 30 s.'],
      [
        'Sun, 01 Mar 2026 10:00:00 GMT',
        'try again after 2026-03-01T10:00:00.000Z.',
      ],
      ['soon', 'try again later.'],
    ])('429 with Retry-After: %s', async (header, message) => {
      portal = await FakePortal.always(429, '', { 'retry-after': header });
      const result = await context();
      expect(result.stderr).toBe(
        `The portal is busy or starting (429); ${message}\n`,
      );
      expect(result.code).toBe(4);
    });

    it('keeps its message on a line, without controls or the token', async () => {
      portal = await FakePortal.always(
        400,
        backstageError(
          'InputError',
          `a\n\u001b[31mb\u202e ${TOKEN} `.repeat(99),
        ),
      );
      const result = await context();
      expect(result.stderr).toContain('a [31mb  *** a');
      expect(result.stderr.length).toBeLessThan(800);
      // Not a part of it either, where the message is cut.
      expect(result.stderr).not.toContain('token-of');
      expectPlain(result);
    });

    it.each([
      ['no JSON', 'Fine!', 1, /answered something that is not JSON/],
      ['other JSON', [1], 1, /answered something that is no context/],
      ['null', 'null', 1, /answered something that is no context/],
    ])('success with %s', async (_name, body, code, message) => {
      portal = await FakePortal.always(200, body);
      const result = await context();
      expect(result.stderr).toMatch(message);
      expect(result.code).toBe(code);
      expectPlain(result);
    });
  });

  describe('of the address', () => {
    it.each([
      ['shop', /--portal is "shop"; it must be an address such as https:/],
      ['ftp://x', /--portal is "ftp:\/\/x"; it must be an address/],
      ['https://me:word@x', /--portal must not hold a user name or password/],
      ['', /Which portal\? Give --portal or THROUGHLINE_PORTAL/],
    ])('%j', async (url, message) => {
      const result = await context(url);
      expect(result.stderr).toMatch(message);
      expect(result.stderr).not.toContain('word@');
      expect(result.code).toBe(2);
      expectPlain(result);
    });

    it('of an app instead of its backend', async () => {
      portal = await FakePortal.always(
        200,
        '<!doctype html><title>Portal</title>',
        { 'content-type': 'text/html' },
      );
      const result = await context();
      expect(result.stderr).toBe(
        `${portal.url}/ answers with a web page, not with the portal's API.\nGive the address of the backend as --portal: backend.baseUrl in the portal's app-config.\n`,
      );
      expect(result.code).toBe(2);
    });

    it('of an app that says where its backend is', async () => {
      portal = await FakePortal.always(
        200,
        `<!doctype html><script type="backstage.io/config">[
          {"context": "a", "data": {"backend": {"baseUrl": "https://api.example.com/x"}}},
          {"context": "b", "data": {"app": {}}}
        ]</script>`,
        { 'content-type': 'text/html; charset=utf-8' },
      );
      const result = await context();
      expect(result.stderr).toMatch(
        /web page.*\nThe page says its backend is at https:\/\/api\.example\.com\/x: give that as --portal\.\n$/,
      );
    });

    it('that leads elsewhere; nothing is sent there', async () => {
      const elsewhere = await FakePortal.accepting();
      portal = await FakePortal.always(301, '', {
        location: `${elsewhere.url}/x`,
      });
      const result = await deployed();
      expect(result.stderr).toBe(
        `The portal is elsewhere (it sends us to ${elsewhere.url}/x); give that address as --portal.\n`,
      );
      expect(result.code).toBe(2);
      expect(elsewhere.received).toEqual([]);
      await elsewhere.stop();
    });
  });

  describe('of the network', () => {
    it('when nothing answers', async () => {
      portal = await FakePortal.accepting();
      const { url } = portal;
      await portal.stop();
      portal = undefined;
      const result = await context(url);
      expect(result.stderr).toBe(
        `${url}/ cannot be reached: nothing answers there. Is the portal running, and is --portal right?\n`,
      );
      expect(result.code).toBe(4);
      expectPlain(result);
    });

    it('when there is no such host', async () => {
      const result = await context('https://portal.invalid');
      expect(result.stderr).toMatch(
        /^https:\/\/portal\.invalid\/ cannot be reached/,
      );
      expect(result.code).toBe(4);
      expectPlain(result);
    });

    it.each([
      ['before an answer', ''],
      ['within an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"a'],
    ])('when the connection breaks off %s', async (_name, start) => {
      portal = await FakePortal.start(request => {
        request.socket.end(start);
      });
      const result = await context();
      expect(result.stderr).toBe(
        `${portal.url}/ broke the connection off before it had answered. Try again.\n`,
      );
      expect(result.code).toBe(4);
      expectPlain(result);
    });

    it('when it takes too long', async () => {
      portal = await FakePortal.start(() => {});
      const result = await runCli(
        ['context', 'shop', '--portal', portal.url, '--timeout', '1'],
        { env: { THROUGHLINE_TOKEN: TOKEN } },
      );
      expect(result.stderr).toMatch(
        /did not answer within 1 s\. Try again, or give it longer with --timeout\.\n$/,
      );
      expect(result.code).toBe(4);
      expectPlain(result);
    });

    it('when HTTPS is asked of what speaks HTTP', async () => {
      portal = await FakePortal.accepting();
      const result = await context(portal.url.replace('http:', 'https:'));
      expect(result.stderr).toMatch(
        /^https:\/\/127\.0\.0\.1:\d+\/ is not trusted|cannot be reached/,
      );
      expect(result.code).toBe(4);
      expectPlain(result);
    });
  });

  describe('of a door', () => {
    it('that is not there', async () => {
      portal = await FakePortal.always(
        404,
        backstageError('NotFoundError', 'There is no such source'),
      );
      const result = await deployed('--source', 'deploys');
      expect(result.stderr).toBe(
        'The portal has no door "deploys". Configure trace.sources.deploys there, or name another one with --source.\n',
      );
      expect(result.code).toBe(3);
      expect(portal.received[0].url).toBe('/api/trace/ingest/deploys');
    });

    it('whose secret is another', async () => {
      portal = await FakePortal.always(
        401,
        backstageError('AuthenticationError', 'The delivery proves none'),
      );
      const result = await deployed();
      expect(result.stderr).toBe(
        "The portal does not let us in: The delivery proves none.\nIs --secret (or THROUGHLINE_SECRET) one of trace.sources.rest.secrets in the portal's config?\n",
      );
      expect(result.code).toBe(5);
      expect(portal.received[0].authorization).toBe(`Bearer ${SECRET}`);
      expectPlain(result);
    });

    it('that says nothing of having stored it', async () => {
      portal = await FakePortal.always(200, {});
      const result = await deployed();
      expect(result.stderr).toMatch(/did not say that it stored the delivery/);
      expect(result.code).toBe(1);
    });
  });

  describe('of the call', () => {
    it.each([
      [[], /^Usage: throughline/],
      [['contxt'], /^error: unknown command 'contxt'/],
      [['context'], /^error: missing required argument 'entityRef'/],
      [['context', 'a', 'b'], /^error: too many arguments/],
      [['context', 'a', '--sinse', '1'], /^error: unknown option '--sinse'/],
      [
        ['context', 'component:', '--portal', 'http://x'],
        /^"component:" is no entity; give its name, or kind:namespace\/name/,
      ],
      [
        ['context', 'a', '--budget', '10'],
        /A budget is a whole number of tokens, at least 100\./,
      ],
      [
        ['context', 'a', '--budget', '500', '--json'],
        /'--budget <tokens>' cannot be used with option '--json'/,
      ],
      [
        ['context', 'a', '--since', 'yesterday'],
        /--since must be a revision \(a number\), or a time such as .*, or "last-look"\./,
      ],
      [
        ['context', 'a', '--at', 'last-look'],
        /--at must be a revision \(a number\), or a time such as/,
      ],
      [
        ['context', 'a', '--timeout', '0'],
        /Give a number of seconds from 1 to 3600\./,
      ],
      [
        ['context', 'a', '--portal', 'http://x', '--token', 'a b'],
        /--token has spaces or characters that are not ASCII/,
      ],
      [['deployed'], /required option '--env <environment>' not specified/],
      [
        ['deployed', '--env', 'x', '--state', 'done'],
        /Allowed choices are queued, waiting, running, success, failure, inactive/,
      ],
      [['junit', 'upload'], /missing required argument 'files'/],
    ])('%j', async (args, message) => {
      const { code, stderr, stdout } = await runCli(args);
      expect(stderr).toMatch(message);
      expect(code).toBe(2);
      expect(stdout).toBe('');
    });

    it('is none when help or the version is asked for', async () => {
      for (const args of [
        ['--help'],
        ['--version'],
        ['context', '--help'],
        ['import-git', '--help'],
        ['junit', 'upload', '--help'],
        ['deployed', '--help'],
      ]) {
        const { code, stdout, stderr } = await runCli(args, {
          env: { THROUGHLINE_TOKEN: TOKEN, THROUGHLINE_SECRET: SECRET },
        });
        expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
        expect(stdout).not.toMatch(/-of-the-test/);
      }
    });
  });
});
