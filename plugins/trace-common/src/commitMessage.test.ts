import {
  cherryPicksOfMessage,
  commitFingerprintText,
  mentionsOfMessage,
  revertsOfMessage,
} from './commitMessage';
import { MAX_MENTIONS } from './mentions';

const REPOSITORY = 'github.com/acme/shop';
const SHA = '0123456789abcdef0123456789abcdef01234567';

function read(message: string): string[] {
  return mentionsOfMessage(message, REPOSITORY).map(
    ({ verb, ticket, where }) => `${verb} ${ticket} in ${where}`,
  );
}

describe('mentionsOfMessage', () => {
  it('takes the subject for a title', () => {
    expect(read('PAY-1 Retry capture\n\nLike PAY-2.')).toEqual([
      'implements issue:PAY-1 in title',
      'mentions issue:PAY-2 in message',
    ]);
  });

  it('takes ticket trailers of the last paragraph', () => {
    expect(
      read('Retry\n\nTicket: PAY-9 is in the text.\n\nIssue: PAY-1\nFixes: #3'),
    ).toEqual([
      'mentions issue:PAY-9 in message',
      'implements issue:PAY-1 in trailer',
      'closes issue:github.com/acme/shop#3 in message',
    ]);
  });

  it('does not take the number of the request for a ticket', () => {
    expect(read('Retry capture (#482)')).toEqual([]);
    expect(read('Merge pull request #482 from acme/retry\n\nRetry')).toEqual(
      [],
    );
    expect(read('Retry as in #480 (#482)')).toEqual([
      'mentions issue:github.com/acme/shop#480 in message',
    ]);
  });

  it.each([
    ["Merge branch 'pay-1-retry' into main", ['PAY-1 in branch']],
    ["Merge branch 'main' into PAY-1-retry", []],
    ["Merge remote-tracking branch 'origin/PAY-1'", ['PAY-1 in branch']],
    [
      'Merge pull request #482 from acme/pay-1-retry\n\nPAY-2 Retry',
      ['PAY-1 in branch', 'PAY-2 in title'],
    ],
    ['Merged in PAY-1 (pull request #7)', ['PAY-1 in branch']],
    ["Merge tag 'PAY-1.0'", []],
  ])('takes a merge for the branch it brings: %p', (message, expected) => {
    expect(read(message)).toEqual(
      expected.map(text => `implements issue:${text}`),
    );
  });

  it('takes a reference in a trailer for what it is about', () => {
    expect(read('Retry\n\nRefs: PAY-1, PAY-2')).toEqual([
      'implements issue:PAY-1 in trailer',
      'implements issue:PAY-2 in trailer',
    ]);
  });

  it('is bounded', () => {
    const keys = Array.from({ length: 10_000 }, (_, n) => `PAY-${n + 1}`);
    expect(read(`${keys.join(' ')}\n\n${keys.join('\n')}`)).toHaveLength(
      MAX_MENTIONS,
    );
  });

  it.each(['\n', '\n ', ' ', 'a: b\n', '(', '(#1', 'Fixes: '])(
    'finishes on 64 kB of %p',
    unit => {
      const text = unit.repeat(Math.ceil(65_536 / unit.length));
      expect(read(`${text}x`).length).toBeLessThanOrEqual(MAX_MENTIONS);
    },
  );
});

describe('revertsOfMessage', () => {
  it('reads the words of git revert', () => {
    expect(
      revertsOfMessage(
        `Revert "Retry"\n\nThis reverts commit ${SHA}, reversing\nchanges made to ${SHA}.`,
        REPOSITORY,
      ),
    ).toEqual([`commit:github.com/acme/shop@${SHA}`]);
    expect(
      revertsOfMessage('This reverts commit 0123abc.', REPOSITORY),
    ).toEqual([]);
  });
});

describe('cherryPicksOfMessage', () => {
  it('reads the line of git cherry-pick -x, at most twenty', () => {
    const line = `(cherry picked from commit ${SHA})`;
    expect(cherryPicksOfMessage(`Retry\n\n${line}\r\n`, REPOSITORY)).toEqual([
      `commit:github.com/acme/shop@${SHA}`,
    ]);
    const many = Array.from({ length: 100 }, (_, n) =>
      line.replace('0123456', String(1_000_000 + n)),
    );
    expect(cherryPicksOfMessage(many.join('\n'), REPOSITORY)).toHaveLength(20);
  });
});

describe('commitFingerprintText', () => {
  it('is equal whatever line breaks the source uses', () => {
    const commit = {
      authorName: 'Ann',
      authoredAt: '2026-01-01T00:00:00.000Z',
    };
    expect(
      commitFingerprintText({ ...commit, message: 'a\r\n\r\nb\r\n' }),
    ).toBe(commitFingerprintText({ ...commit, message: 'a\n\nb' }));
  });
});
