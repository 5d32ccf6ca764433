import fc from 'fast-check';
import { canonicalJson } from './facts';
import { findMentions, MAX_MENTIONS, MentionPlace } from './mentions';

const REPOSITORY = 'github.com/acme/shop';
const PLACES: MentionPlace[] = [
  'title',
  'body',
  'branch',
  'message',
  'trailer',
];

function tickets(text: string, where: MentionPlace = 'body'): string[] {
  return findMentions(text, where, REPOSITORY).map(({ ticket }) => ticket);
}

function verbs(text: string, where: MentionPlace): string[] {
  return findMentions(text, where, REPOSITORY).map(({ verb }) => verb);
}

describe('findMentions', () => {
  it.each([
    'PAY-812 Retry card capture',
    '[PAY-812] Retry',
    'Retry (PAY-812).',
    'PAY-812-fix',
    'see https://tracker.example/browse/PAY-812',
    'PAY-812: retry, PAY-812 again',
  ])('finds the ticket in %p', text => {
    expect(tickets(text)).toEqual(['issue:PAY-812']);
  });

  it.each([
    'UTF-8',
    'SHA-256 and SHA-1',
    'ISO-8601',
    'RFC-6962',
    'CVE-2021-44228',
    'CSV-1.0-RC3',
    'csv-1.0-RC3',
    'PAY-0 and PAY-012',
    'pay-812 in prose',
    'XPAY-812x',
    'A-1',
    'PAY-1-RC2 and PAY-1-SNAPSHOT',
    'mail PAY-812@example.com',
    'A &#123; entity, page#12, ##12 and #0',
  ])('finds no ticket in %p', text => {
    expect(tickets(text)).toEqual([]);
  });

  it.each([
    ['feature/pay-812-retry', 'PAY-812'],
    ['PAY-812-fix', 'PAY-812'],
    ['fix-pay-812', 'PAY-812'],
    ['u/ann_pay-812', 'PAY-812'],
  ])('reads branch %p', (branch, key) => {
    expect(tickets(branch, 'branch')).toEqual([`issue:${key}`]);
  });

  it.each([
    'main',
    'utf-8-names',
    'csv-1.0-RC3',
    'release/v2-1',
    'got-13.x',
    'nightly-2026-03-01',
  ])('finds no ticket in branch %p', branch => {
    expect(tickets(branch, 'branch')).toEqual([]);
  });

  it('finds references to issues of this and other repositories', () => {
    expect(tickets('#12, acme/Web#3 and (#12)')).toEqual([
      'issue:github.com/acme/shop#12',
      'issue:github.com/acme/web#3',
    ]);
    expect(findMentions('#12', 'body')).toEqual([]);
  });

  it('tells mentioning, implementing and closing apart', () => {
    expect(verbs('as in PAY-1', 'body')).toEqual(['mentions']);
    expect(verbs('PAY-1 Retry', 'title')).toEqual(['implements']);
    expect(verbs('pay-1-retry', 'branch')).toEqual(['implements']);
    expect(verbs('Fixes PAY-12', 'body')).toEqual(['closes']);
    expect(verbs('closes: #3', 'message')).toEqual(['closes']);
    expect(verbs('prefixes PAY-12', 'body')).toEqual(['mentions']);
  });

  it.each([
    'See PAY-1',
    'See also: PAY-1',
    'Same bug as in PAY-1',
    'Handle nulls like PAY-1 does',
    'Follow-up to PAY-1',
    'Followup of [PAY-1]',
    'Clean up after PAY-1',
    'Related to issue PAY-1',
    'Duplicate of PAY-1',
    'Undo what was introduced by PAY-1',
    'Prepare for PAY-1',
    'This does not fix PAY-1',
    "It doesn't fully resolve PAY-1",
  ])('is led elsewhere by %p', text => {
    for (const where of ['title', 'body', 'message'] as const) {
      expect(verbs(text, where)).toEqual(['mentions']);
    }
  });

  it.each([
    ['Unlikely PAY-1', 'title', 'implements'],
    ['Overseeing PAY-1', 'title', 'implements'],
    ['Fix the crash reported in PAY-1', 'title', 'implements'],
    ['This not only fixes PAY-1', 'body', 'closes'],
    ['Ticket: PAY-1', 'body', 'implements'],
    ['Text\n\n**Jira:** [PAY-1](x)', 'body', 'implements'],
    ['My ticket: PAY-1', 'body', 'mentions'],
    ['* PAY-1 Retry', 'message', 'implements'],
    ['\n- [PAY-1] Retry', 'message', 'implements'],
    ['\n[PAY-1] Retry', 'message', 'implements'],
    ['\nPAY-1: retry', 'message', 'implements'],
    ['\nPAY-1 broke it', 'message', 'mentions'],
    ['\n[PAY-1](https://x) broke it', 'message', 'mentions'],
    ['* PAY-1 Retry', 'body', 'mentions'],
  ] as const)('reads %p in a %s as %s', (text, where, verb) => {
    expect(verbs(text, where)).toEqual([verb]);
  });

  it('reads a list as what it begins with', () => {
    expect(verbs('Fixes PAY-1, PAY-2 and #3', 'body')).toEqual([
      'closes',
      'closes',
      'closes',
    ]);
    expect(verbs('PAY-1/PAY-2: retry, see PAY-3 and PAY-4', 'title')).toEqual([
      'implements',
      'implements',
      'mentions',
      'mentions',
    ]);
  });

  it('lets the stronger claim stand for a ticket named twice', () => {
    expect(verbs('PAY-1. Later: fixes PAY-1', 'body')).toEqual(['closes']);
  });

  it('does not take the title of a revert at its word', () => {
    expect(verbs('Revert "PAY-1 Retry"', 'title')).toEqual(['mentions']);
  });

  it('quotes a little of the text, without addresses', () => {
    const [mention] = findMentions(
      'ann@example.com\n wrote: PAY-1 is done',
      'body',
    );
    expect(mention).toEqual({
      ticket: 'issue:PAY-1',
      verb: 'mentions',
      where: 'body',
      text: '[address] wrote: PAY-1 is done',
    });
  });

  it('is bounded', () => {
    const keys = Array.from(
      { length: 10_000 },
      (_, n) => `PAY-${n + 1} #${n + 1}`,
    );
    expect(tickets(keys.join(' '))).toHaveLength(MAX_MENTIONS);
    expect(tickets(`${' '.repeat(65_536)}PAY-1`)).toEqual([]);
  });

  it.each([
    ['dots', '.'],
    ['letters', 'a'],
    ['capitals', 'A'],
    ['slashes', 'a/'],
    ['dots and slashes', '.a/.'],
    ['dashes', 'A-'],
    ['digits', '1'],
    ['hashes', '#'],
    ['at signs', 'a@'],
    ['half addresses', 'a@b.'],
    ['closing words', 'fixes '],
    ['spaces', ' '],
    ['keys that do not end', 'PAY-1111111'],
  ])('finishes on 64 kB of %s', (_, unit) => {
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    for (const where of PLACES) {
      expect(tickets(text, where).length).toBeLessThanOrEqual(MAX_MENTIONS);
      expect(tickets(`${text}!`, where).length).toBeLessThanOrEqual(
        MAX_MENTIONS,
      );
    }
  });

  it('takes any text and gives what any store takes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            'PAY-1',
            '#2',
            '\ud83d\ude00',
            '\ud83d',
            '\0',
            ' ',
            'x',
          ),
        )
        .map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...PLACES), (value, where) => {
        const mentions = findMentions(value, where, REPOSITORY);
        const keys = mentions.map(({ ticket }) => ticket);
        expect(new Set(keys).size).toBe(keys.length);
        for (const mention of mentions) {
          expect(canonicalJson({ ...mention })).not.toMatch(
            /\\u0000|\\ud[89a-f]/,
          );
        }
      }),
    );
  });
});
