import { JsonObject } from '@backstage/types';
import { wordsOf, findMentions } from '@throughline/plugin-trace-common';
import { RE2JS } from 're2js';
import { compilePattern } from './compilePattern';
import { TicketPatternSettings } from './settings';
import { TicketPatterns } from './TicketPatterns';

const CHANGES = { pattern: 'CHG(\\d{4,10})', key: 'CHG$1' };

function named(state: object, ...patterns: TicketPatternSettings[]) {
  return new TicketPatterns({
    patterns: patterns.length ? patterns : [CHANGES],
  })
    .mentionsOf({
      key: 'subject' in state ? 'commit:h/o/n@1' : 'change:h/o/n#1',
      state: state as JsonObject,
    })
    .map(({ ticket, verb, where }) => `${ticket} ${verb} ${where}`);
}

describe('patterns of tickets', () => {
  it('find keys wherever a change names them, with what is claimed there', () => {
    expect(
      named({
        title: '🚀 CHG0011 Retry, see CHG0012',
        headBranch: 'feature/chg0013_retry',
        labels: ['CHG0014'],
        words: wordsOf('closes CHG0015', 'body'),
      }),
    ).toEqual([
      'issue:CHG0011 implements title',
      'issue:CHG0012 mentions title',
      'issue:CHG0013 implements branch',
      'issue:CHG0014 mentions body',
      'issue:CHG0015 closes body',
    ]);
    expect(named({ title: 'Revert "CHG0011 Retry"' })).toEqual([
      'issue:CHG0011 mentions title',
    ]);
  });

  it('quote what they saw', () => {
    const [{ text }] = new TicketPatterns({ patterns: [CHANGES] }).inText(
      '🚀🚀 Retry for CHG0011, by r@acme.example',
      'title',
    );
    expect(text).toBe('🚀🚀 Retry for CHG0011, by [address]');
  });

  it('find keys in commits: in subjects and in the branches of merges', () => {
    expect(named({ subject: 'CHG0011 Retry (#4)' })).toEqual([
      'issue:CHG0011 implements title',
    ]);
    expect(named({ subject: "Merge branch 'chg0011' into main" })).toEqual([
      'issue:CHG0011 implements branch',
    ]);
  });

  it('take no part of a word, and no noise', () => {
    expect(named({ title: 'XCHG0011 CHG0011x CHG00112233445' })).toEqual([]);
    const anything = { pattern: '([A-Z]+-?\\d+)', key: 'T-$1' };
    expect(named({ title: 'UTF-8 SHA256 v2-1 OPS77' }, anything)).toEqual([
      'issue:T-OPS77 implements title',
    ]);
  });

  it('may make another key of one that looks like a tracker’s', () => {
    const mentions = findMentions('closes CR-7', 'body');
    const pattern = { pattern: 'CR-(\\d+)', key: 'CHANGE-$1' };
    expect(named({ title: '', mentions }, pattern)).toEqual([
      'issue:CHANGE-7 closes body',
    ]);
  });

  it('make no key of another project, and none that is too long', () => {
    const pattern = { pattern: 'T:(\\w+)', key: 'T$1' };
    expect(named({ title: `T:OPS1 T:1 T:${'1'.repeat(80)}` }, pattern)).toEqual(
      ['issue:T1 implements title'],
    );
  });

  it('are known to all entities, or to those that are named', () => {
    const shop = { ref: 'component:default/shop', ticketPrefixes: ['PAY'] };
    const prefixes = (entities?: string[]) =>
      new TicketPatterns({ patterns: [{ ...CHANGES, entities }] }).known(shop)
        .ticketPrefixes;
    expect(prefixes()).toEqual(['PAY', 'CHG']);
    expect(prefixes([shop.ref])).toEqual(['PAY', 'CHG']);
    expect(prefixes(['component:default/other'])).toEqual(['PAY']);
  });

  it('say where a ticket is read', () => {
    const patterns = new TicketPatterns({
      patterns: [
        { ...CHANGES, url: 'https://acme.example/{key}?n={id}' },
        {
          pattern: 'AB#(\\d+)',
          key: 'AB-$1',
          url: 'https://acme.example/{id}',
        },
      ],
    });
    expect(patterns.addressOf('issue:CHG0011')).toBe(
      'https://acme.example/CHG0011?n=0011',
    );
    expect(patterns.addressOf('issue:AB-7')).toBe('https://acme.example/7');
    expect(patterns.addressOf('issue:PAY-7')).toBeUndefined();
    expect(patterns.named(' AB#7 ')).toBe('issue:AB-7');
    expect(patterns.named('see AB#7')).toBeUndefined();
  });

  it('are searched for by an engine that does not go back', () => {
    const pattern = { pattern: '((?:A+)+)$', key: 'T$1' };
    expect(compilePattern(pattern).expression).toBeInstanceOf(RE2JS);
    // An engine that tries all ways would be at this for longer than there is.
    expect(named({ title: `${'A'.repeat(20_000)}!` }, pattern)).toEqual([]);
  });
});
