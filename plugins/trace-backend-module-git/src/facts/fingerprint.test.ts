import { createHash } from 'node:crypto';
import { commitFingerprint } from './fingerprint';

describe('commitFingerprint', () => {
  const input = {
    authorName: 'Zoë',
    authoredAt: '2024-05-01T11:30:00+02:00',
    message: 'Add a\n\nBody\n',
  };

  it('is the digest of the agreed text', () => {
    expect(commitFingerprint(input)).toBe(
      createHash('sha256')
        .update('Zoë|2024-05-01T09:30:00.000Z|Add a\n\nBody', 'utf8')
        .digest('hex'),
    );
  });

  it('does not depend on zone, line breaks or trailing white space', () => {
    expect(
      commitFingerprint({
        ...input,
        authoredAt: '2024-05-01T09:30:00Z',
        message: 'Add a\r\n\r\nBody',
      }),
    ).toBe(commitFingerprint(input));
  });

  it('depends on author, time and message', () => {
    const all = [
      input,
      { ...input, authorName: 'Zoe' },
      { ...input, authoredAt: '2024-05-01T11:30:01+02:00' },
      { ...input, message: 'Add a\n\nbody' },
    ].map(commitFingerprint);
    expect(new Set(all).size).toBe(4);
  });
});
