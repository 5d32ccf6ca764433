import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakePortal } from '../__testUtils__/FakePortal';
import { runCli } from '../__testUtils__/runCli';

jest.setTimeout(60_000);

const TICKET = { type: 'ticket', key: 'PAY-812', title: 'Cards' };

describe('throughline send', () => {
  let portal: FakePortal;
  let folder: string;
  beforeEach(async () => {
    portal = await FakePortal.accepting();
    folder = mkdtempSync(join(tmpdir(), 'send-'));
  });
  afterEach(async () => {
    await portal.stop();
    rmSync(folder, { recursive: true });
  });

  const send = (content: string) => {
    writeFileSync(join(folder, 'bodies.json'), content);
    return runCli(['send', 'bodies.json'], {
      cwd: folder,
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_SECRET: 's' },
    });
  };
  const sent = () => portal.received.map(({ body }) => JSON.parse(body));

  it('sends one, or one after the other', async () => {
    expect(await send(JSON.stringify(TICKET))).toEqual({
      code: 0,
      stdout: 'Sent 1 report. New to the portal: 1.\n',
      stderr: '',
    });
    expect(portal.received[0]).toMatchObject({
      method: 'POST',
      url: '/api/trace/ingest/rest',
      authorization: 'Bearer s',
    });
    const two = [TICKET, { ...TICKET, key: 'PAY-813' }];
    expect((await send(JSON.stringify(two))).stdout).toMatch(/^Sent 2 reports/);
    expect(sent()).toEqual([TICKET, ...two]);
  });

  it('takes what comes on standard input', async () => {
    const result = await runCli(['send', '-'], {
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_SECRET: 's' },
      input: JSON.stringify(TICKET),
    });
    expect(result.code).toBe(0);
    expect(sent()).toEqual([TICKET]);
  });

  it.each([
    ['{', 2, /bodies\.json is not JSON: /],
    ['[{}, 7]', 2, /bodies\.json must hold JSON objects; number 2 is none\./],
    ['"ticket"', 2, /must hold JSON objects; number 1 is none\./],
    ['[]', 3, /bodies\.json holds nothing to send\./],
  ])('sends nothing of %s', async (content, code, message) => {
    const result = await send(content);
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(message);
    expect(sent()).toEqual([]);
  });

  it('says that there is no such file', async () => {
    const result = await runCli(['send', 'none.json'], {
      cwd: folder,
      env: { THROUGHLINE_PORTAL: portal.url, THROUGHLINE_SECRET: 's' },
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/^none\.json cannot be read: ENOENT/);
  });
});
