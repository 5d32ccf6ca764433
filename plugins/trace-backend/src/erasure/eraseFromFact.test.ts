import {
  marksOf,
  normaliseWords,
  PersonIdentifiers,
  replacementOf,
  wordsIn,
} from '@throughline/backend-kit';
import { eraseFromFact } from './eraseFromFact';
import { MarkFinder } from './MarkFinder';

function finderOf(person: Partial<PersonIdentifiers>): MarkFinder {
  const marks = marksOf({
    logins: [],
    names: [],
    emails: [],
    userRefs: [],
    ...person,
  });
  return new MarkFinder(
    marks.map(mark => ({
      ...mark,
      text: replacementOf(mark, 'erased-1'),
      pseudonym: 'erased-1',
      hash: mark.text,
      words: wordsIn(mark.text).length,
      length: mark.text.length,
    })),
    normaliseWords,
  );
}

const fact = (
  attributes: object,
  subject = 'change:github.com/acme/shop#1',
) => ({
  subject,
  at: '2026-01-01T00:00:00.000Z',
  attributes: attributes as never,
});

const ROSA = finderOf({
  logins: ['github.com/rosa', 'github.com/rosa77'],
  names: ['Rosa Muñoz'],
});

const erased = (attributes: object, finder = ROSA, subject?: string) =>
  eraseFromFact(fact(attributes, subject), finder).attributes;

describe('eraseFromFact', () => {
  it('knows an actor by login or by name, and leaves others', () => {
    const type = 'person';
    for (const [before, after] of [
      [
        { login: 'Rosa', type },
        { login: 'erased-1', type },
      ],
      [
        { login: 'rosa77', type },
        { login: 'erased-1-2', type },
      ],
      [
        { name: 'ROSA MUÑOZ', type },
        { name: 'erased-1', type },
      ],
      [
        { login: 'rm', name: 'Rosa Muñoz', type },
        { login: 'erased-1', name: 'erased-1', type },
      ],
      [
        { name: 'rosa', type },
        { name: 'erased-1', type },
      ],
      [
        { name: 'Rosa Muñoz (she)', type },
        { name: 'erased-1 (she)', type },
      ],
    ]) {
      expect(erased({ author: before })).toEqual({ author: after });
    }
    for (const author of [
      { login: 'rosa-m', type },
      { login: 'rosalind', name: 'Rosa', type },
      { login: 'rfuchs', name: 'Rosa Fuchs', type },
      { login: 'rosa[bot]', type: 'bot' },
    ]) {
      const before = fact({ author });
      expect(eraseFromFact(before, ROSA)).toBe(before);
    }
  });

  it('leaves an account of another forge', () => {
    const before = fact(
      { author: { login: 'rosa', type: 'person' }, title: 'By rosa' },
      'change:gitlab.com/rosa/shop#1',
    );
    expect(eraseFromFact(before, ROSA)).toBe(before);
    // Where no forge is known, it may be either.
    expect(erased({ title: 'By rosa' }, ROSA, 'issue:PAY-1')).toEqual({
      title: 'By erased-1',
    });
  });

  it('takes an ordinary word for a login only where it is one', () => {
    const open = finderOf({ logins: ['github.com/open', 'github.com/bo'] });
    expect(
      erased(
        {
          state: 'open',
          title: 'Stay open, bo; ask @open or @bo',
          author: { login: 'open', type: 'person' },
          'review:1': {
            state: 'approved',
            by: { login: 'Bo', type: 'person' },
          },
          url: 'https://github.com/open/shop',
        },
        open,
      ),
    ).toEqual({
      state: 'open',
      title: 'Stay open, bo; ask @erased-1 or @erased-1-2',
      author: { login: 'erased-1', type: 'person' },
      'review:1': {
        state: 'approved',
        by: { login: 'erased-1-2', type: 'person' },
      },
      url: 'https://github.com/erased-1/shop',
    });
  });

  it('renames registers of collections, and no others', () => {
    const title = finderOf({ names: ['title', 'rosa/fix'] });
    expect(
      erased(
        { title: 'title', 'push:1:rosa/fix': { branch: 'rosa/fix' } },
        title,
      ),
    ).toEqual({ title: 'erased-1', 'push:1:erased-1': { branch: 'erased-1' } });
  });

  it('knows who lives with a finding', () => {
    const exception = (acceptedBy: string, reason: string) => ({
      exception: { acceptedBy, reason, until: '2026-12-31T23:59:59.999Z' },
    });
    expect(
      erased(
        exception('user:default/linked', 'As Rosa Muñoz said'),
        finderOf({
          names: ['Rosa Muñoz'],
          userRefs: ['user:default/linked'],
        }),
      ),
    ).toEqual(exception('user:default/erased-1', 'As erased-1 said'));
  });

  it('knows who decided about a link, and leaves the verdict', () => {
    const decided = (by: string, reason: string) => ({
      'decided:implements:issue:PAY-7': { verdict: 'linked', by, reason },
    });
    expect(
      erased(
        decided('user:default/linked', 'As Rosa Muñoz said'),
        finderOf({
          names: ['Rosa Muñoz'],
          userRefs: ['user:default/linked'],
          logins: ['github.com/linked'],
        }),
      ),
    ).toEqual(decided('user:default/erased-1', 'As erased-1 said'));
  });
});
