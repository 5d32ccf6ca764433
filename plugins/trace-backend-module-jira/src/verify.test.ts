import { IngestRequest } from '@throughline/plugin-trace-node';
import { verifyRequest } from './verify';

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks */
const SECRET = "It's a Secret to Everybody";
const BODY = Buffer.from('Hello World!');
const SUM = 'a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';

function verify(
  request: Partial<IngestRequest>,
  secrets = ['former', SECRET],
): Promise<boolean> {
  return verifyRequest(
    { headers: {}, query: {}, body: BODY, ...request },
    secrets,
  );
}

const signed = (signature: string | string[]) => ({
  headers: { 'x-hub-signature': signature as string },
});
const basic = (text: string) => ({
  headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` },
});

describe('a request of Jira', () => {
  it("is verified by the documentation's own example", async () => {
    expect(await verify(signed(`sha256=${SUM}`))).toBe(true);
  });

  it.each<[string, Partial<IngestRequest>]>([
    ['another body', { ...signed(`sha256=${SUM}`), body: Buffer.from('Hi') }],
    ['another sum', signed(`sha256=${SUM.replace('a', 'b')}`)],
    ['a weaker method', signed(`sha1=${SUM.slice(0, 40)}`)],
    ['no method', signed(SUM)],
    ['half a sum', signed(`sha256=${SUM.slice(0, 32)}`)],
    ['two signatures', signed([`sha256=${SUM}`, `sha256=${SUM}`])],
    ['nothing', {}],
    [
      'a signature that is wrong and a password that is right',
      {
        headers: { ...signed('sha256=').headers, ...basic('jira:pw').headers },
      },
    ],
    ['a wrong password', basic('jira:wrong')],
    ['a password without a user', basic('pw')],
    ['a secret as a bearer', { headers: { authorization: 'Bearer pw' } }],
    ['a wrong token', { query: { token: 'wrong' } }],
    ['an empty token', { query: { token: '' } }],
  ])('is refused with %s', async (_, request) => {
    expect(await verify(request, [SECRET, 'pw', ''])).toBe(false);
  });

  it('is verified by the password of basic authentication', async () => {
    expect(await verify(basic('jira:pw:with:colons'), ['pw:with:colons'])).toBe(
      true,
    );
  });

  it('is verified by a token in the query', async () => {
    expect(await verify({ query: { token: 'long' } }, ['x', 'long'])).toBe(
      true,
    );
  });

  it('is refused when there is no secret', async () => {
    expect(await verify(signed(`sha256=${SUM}`), [])).toBe(false);
  });
});
