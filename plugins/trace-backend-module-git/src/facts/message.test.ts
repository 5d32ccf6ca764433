import {
  cherryPicksOfMessage,
  mentionsOfMessage,
  revertsOfMessage,
} from './message';

const repository = 'github.com/acme/shop';
const sha = 'a'.repeat(40);
const key = `commit:${repository}@${sha}`;

describe('mentionsOfMessage', () => {
  const verbs = (message: string) =>
    Object.fromEntries(
      mentionsOfMessage(message, repository).map(({ ticket, verb, where }) => [
        ticket,
        `${verb} in ${where}`,
      ]),
    );

  it('takes a key in a sentence as a mention, and after a closing word as closed', () => {
    expect(verbs('Work on PAY-1\n\nFixes #7.')).toEqual({
      'issue:PAY-1': 'mentions in message',
      'issue:github.com/acme/shop#7': 'closes in message',
    });
  });

  it('takes a ticket trailer at its word', () => {
    expect(
      verbs('Work\n\nSome PAY-1 text.\n\nTicket: PAY-1\nReviewed-by: PAY-9\n'),
    ).toEqual({
      'issue:PAY-1': 'implements in trailer',
      'issue:PAY-9': 'mentions in message',
    });
  });

  it('does not take a sentence with a colon for a trailer', () => {
    expect(verbs('Ticket: PAY-1')).toEqual({
      'issue:PAY-1': 'mentions in message',
    });
    expect(verbs('Work\n\nIssue: PAY-1 came up\nagain today')).toEqual({
      'issue:PAY-1': 'mentions in message',
    });
  });

  it('is bounded', () => {
    const keys = Array.from({ length: 10_000 }, (_, i) => `PAY-${i + 1}`);
    expect(mentionsOfMessage(keys.join(' '), repository)).toHaveLength(50);
  });
});

describe('reverts and cherry-picks', () => {
  it('are read in the words of git', () => {
    expect(
      revertsOfMessage(`Revert "x"\n\nThis reverts commit ${sha}.`, repository),
    ).toEqual([key]);
    expect(
      revertsOfMessage(
        `Revert merge\n\nThis reverts commit ${sha}, reversing\nchanges made to ${'b'.repeat(
          40,
        )}.`,
        repository,
      ),
    ).toEqual([key]);
    expect(
      cherryPicksOfMessage(
        `Fix\n\n(cherry picked from commit ${sha})\n`,
        repository,
      ),
    ).toEqual([key]);
  });

  it('are not read in other words, nor from shortened hashes', () => {
    expect(
      revertsOfMessage(`It says "This reverts commit ${sha}"`, repository),
    ).toEqual([]);
    expect(
      revertsOfMessage('This reverts commit abc1234.', repository),
    ).toEqual([]);
    expect(revertsOfMessage(`This reverts commit ${sha}0`, repository)).toEqual(
      [],
    );
  });
});
