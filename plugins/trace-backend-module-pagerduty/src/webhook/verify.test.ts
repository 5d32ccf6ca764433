import { requestOf } from '../__testUtils__/webhooks';
import { verifySignature } from './verify';

const payload = { event: { id: '1' } };

describe('a signature', () => {
  it.each([
    ['one', ['right'], ['right'], true],
    [
      'one of two, while a secret is replaced',
      ['new', 'right'],
      ['right'],
      true,
    ],
    ['one of two secrets', ['right'], ['new', 'right'], true],
    ['another', ['wrong'], ['right'], false],
    ['none', [], ['right'], false],
    ['one of an empty secret', [''], [''], false],
    ['one where no secret is set', ['right'], [], false],
  ])('is taken or not: %s', async (_, signedWith, secrets, expected) => {
    const request = requestOf(payload, signedWith);
    expect(await verifySignature(request, secrets)).toBe(expected);
  });

  it('is of all bytes of the body', async () => {
    const request = requestOf(payload, ['right']);
    const body = Buffer.concat([request.body, Buffer.from(' ')]);
    expect(await verifySignature({ ...request, body }, ['right'])).toBe(false);
  });

  it.each([
    undefined,
    '',
    ',',
    'v1=',
    `v1=${'0'.repeat(63)}`,
    `v1=${'0'.repeat(66)}`,
    'v1=zz',
    `${'v1=00,'.repeat(100_000)}`,
  ])('that is none is refused (%#)', async signature => {
    const { body } = requestOf(payload, []);
    const headers = { 'x-pagerduty-signature': signature };
    expect(await verifySignature({ headers, query: {}, body }, ['right'])).toBe(
      false,
    );
  });

  it('of another version counts for nothing', async () => {
    const request = requestOf(payload, ['right']);
    const other = String(request.headers['x-pagerduty-signature']);
    const headers = { 'x-pagerduty-signature': other.replace('v1=', 'v2=') };
    expect(await verifySignature({ ...request, headers }, ['right'])).toBe(
      false,
    );
    // Beside one that counts it does no harm, spaces neither.
    const both = { 'x-pagerduty-signature': `v2=abc, ${other}` };
    expect(
      await verifySignature({ ...request, headers: both }, ['right']),
    ).toBe(true);
  });
});
