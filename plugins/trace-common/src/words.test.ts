import { signaturesOfMessage, wordsOfMessage } from './commitMessage';
import { projectOfTicket } from './keys';
import { MAX_WORDS, wordsOf } from './words';

const wordsIn = (text: string) =>
  wordsOf(text, 'body').map(({ word, verb }) => `${verb} ${word}`);

describe('words that may be keys', () => {
  it('are kept of a text that is not, with what it claims of them', () => {
    expect(
      wordsIn(
        'Fixes CHG0012345, see AB#77\nChange: RITM0099\nhttps://acme.example/x?id=sc-812.',
      ),
    ).toEqual([
      'closes CHG0012345',
      'mentions AB#77',
      'implements RITM0099',
      'mentions sc-812',
    ]);
  });

  it('hold no noise, hash, version, address, handle or known key', () => {
    expect(
      wordsIn(
        'UTF-8 UTF8 SHA256 v2 v2-1 1.2.3 node-18.2 a1b2c3d4 deadbeef1 2026 four t1000@acme.example @rosa2 PAY-12 x1',
      ),
    ).toEqual([]);
  });

  it('are few, each once, with its strongest claim', () => {
    const many = Array.from({ length: 99 }, (_, i) => `CHG10${i}`).join(' ');
    expect(wordsOf(many, 'body')).toHaveLength(MAX_WORDS);
    expect(wordsIn('CHG1001 … closes CHG1001')).toEqual(['closes CHG1001']);
  });

  it('come of a message without its subject, which is kept', () => {
    expect(
      wordsOfMessage(
        'CHG1 Retry (#4)\n\n* CHG2: wait\nas CHG3 asked\n\nTicket: CHG4\n',
      ),
    ).toEqual([
      { word: 'CHG4', verb: 'implements', where: 'trailer' },
      { word: 'CHG2', verb: 'implements', where: 'message' },
      { word: 'CHG3', verb: 'mentions', where: 'message' },
    ]);
    // What a merge merged says what it is about.
    expect(
      wordsOfMessage("Merge branch 'chg5-x' into 'main'\n\nCHG5 Retry\n"),
    ).toEqual([{ word: 'CHG5', verb: 'implements', where: 'title' }]);
  });
});

describe('trailers by which assistants may have signed', () => {
  it('are kept without addresses, wherever a squash left them', () => {
    expect(
      signaturesOfMessage(
        'Retry\n\n* wait\n\nCo-authored-by: Acme Coder <coder@acme.example>\n\n* more\n\nModel: acme-2\nAI-Tool:  Acme 2\n',
      ),
    ).toEqual([
      'Co-authored-by: Acme Coder',
      'Model: acme-2',
      'AI-Tool: Acme 2',
    ]);
  });

  it('are not prose, tickets, or who reviewed and sent it', () => {
    expect(
      signaturesOfMessage(
        'Retry\n\nNote: asked by Rosa\n\nSigned-off-by: Rosa <r@acme.example>\nReviewed-by: Kim\nTicket: PAY-12\n',
      ),
    ).toEqual([]);
  });
});

describe('the project of a ticket', () => {
  it.each([
    ['issue:PAY-812', 'PAY'],
    ['issue:P2X-8', 'P2X'],
    ['issue:CHG0012345', 'CHG'],
    ['issue:CU-86C0ABC', 'CU'],
    ['issue:github.com/acme/shop#12', undefined],
    ['issue:4711', undefined],
    ['change:PAY-812', undefined],
  ])('%s: %s', (key, project) => {
    expect(projectOfTicket(key)).toBe(project);
  });
});
