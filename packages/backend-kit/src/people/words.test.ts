import fc from 'fast-check';
import { encodedTexts } from './encodedTexts';
import {
  hasWords,
  lengthsOf,
  normaliseWords,
  replaceWords,
  wordsIn,
} from './words';

const finderOf = (texts: string[], host?: string, guarded = false) => {
  const known = texts.map(normaliseWords);
  return {
    lengths: lengthsOf(
      known.map(text => ({
        words: wordsIn(text).length,
        length: text.length,
      })),
    ),
    find: (text: string) =>
      known.includes(text) ? [{ text: 'X', host, guarded }] : [],
  };
};

const ROSA = finderOf(['rosa', 'Rosa Muñoz', 'rosa.munoz@example.com']);

describe('replaceWords', () => {
  it.each([
    ['rosa', 'X'],
    ['Thanks @Rosa!', 'Thanks @X!'],
    ['rosa/fix-1', 'X/fix-1'],
    ["ROSA's fix.", "X's fix."],
    ['by Rosa \t Muñoz, and Rosa', 'by X, and X'],
    ['by Rosa Mun\u0303oz', 'by X'],
    ['<rosa.munoz@example.com>', '<X>'],
    ['a 123+rosa@users.noreply.github.com b', 'a X b'],
    ['rosa@users.noreply.github.com', 'X'],
    ['rosa...', 'X...'],
    ['', ''],
  ])('replaces in %j', (text, replaced) => {
    expect(replaceWords(text, ROSA)).toBe(replaced);
    expect(hasWords(text, ROSA)).toBe(text !== replaced);
  });

  it.each([
    'rosalind',
    'rosa-m',
    'rosa_m',
    'rosa.m',
    'm.rosa',
    'prosa',
    'rosa1',
    'ñrosa',
    'rosa\u0301',
    'rosa.munoz@example.com.au',
    'ana.rosa.munoz@example.com',
  ])('leaves %j', text => {
    expect(replaceWords(text, ROSA)).toBe(text);
  });

  it('keeps to a forge, and to what is marked as an account', () => {
    const onGithub = finderOf(['rosa'], 'github.com');
    expect(replaceWords('rosa', onGithub, 'gitlab.com')).toBe('rosa');
    expect(replaceWords('rosa', onGithub, 'github.com')).toBe('X');
    const guarded = finderOf(['open'], undefined, true);
    expect(replaceWords('open @open open@x.example', guarded)).toBe(
      'open @X X@x.example',
    );
  });

  it('looks no further ahead than the longest name', () => {
    const COUNT = 2_000_000;
    const matchAll = String.prototype.matchAll;
    let read = 0;
    const spy = jest
      .spyOn(String.prototype, 'matchAll')
      .mockImplementation(function* observed(this: string, pattern) {
        for (const match of matchAll.call(this, pattern)) {
          read += 1;
          yield match;
        }
      } as typeof matchAll);
    let looked = 0;
    let furthest = 0;
    const finder = {
      lengths: lengthsOf([
        { words: 3, length: 100 },
        { words: 1, length: 1 },
      ]),
      find: () => {
        looked += 1;
        furthest = Math.max(furthest, read - looked);
        return [];
      },
    };
    try {
      expect(hasWords('a '.repeat(COUNT), finder)).toBe(false);
    } finally {
      spy.mockRestore();
    }
    expect([read, looked]).toEqual([COUNT, COUNT]);
    expect(furthest).toBe(2);
  });

  const word = fc.stringMatching(/^[a-zñü0-9]{2,9}$/);
  const name = fc
    .array(word, { minLength: 1, maxLength: 4 })
    .map(words => words.join(' '));
  const around = fc.constantFrom(' ', '/', '@', '(', ', ', '\n', '"', ' - ');
  const filler = fc.string({ unit: 'binary', maxLength: 20 });

  it('finds whatever is given, whatever is around it', () => {
    fc.assert(
      fc.property(name, filler, filler, around, around, (text, a, b, l, r) => {
        const finder = finderOf([text]);
        const found = replaceWords(
          `${a}${l}${text.toUpperCase()}${r}${b}`,
          finder,
        );
        expect(hasWords(found, finder)).toBe(false);
        expect(found).toContain('X');
      }),
    );
  });

  it('changes nothing else, and nothing twice', () => {
    fc.assert(
      fc.property(fc.array(name), filler, (known, text) => {
        const finder = finderOf(known);
        const once = replaceWords(text, finder);
        expect(once === text).toBe(!hasWords(text, finder));
        // What was put in place may be next to a word that was not found before.
        expect(replaceWords(text, finderOf([]))).toBe(text);
      }),
    );
  });
});

describe('encodedTexts', () => {
  it('finds a name in every way of writing it', () => {
    const written: Array<(text: string) => string> = [
      text => text,
      text => JSON.stringify({ a: `\n${text}` }),
      text =>
        JSON.stringify(text).replace(
          /[^ -~]/g,
          c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ),
      text => `payload=${encodeURIComponent(JSON.stringify({ text }))}`,
      text => new URLSearchParams({ text }).toString(),
      text =>
        `<a b="${text.replace(/[^ -~]/gu, c => `&#${c.codePointAt(0)};`)}"/>`,
      text =>
        JSON.stringify({
          xml: `<a>${text.replace(
            /[^ -~]/gu,
            c => `&#x${c.codePointAt(0)!.toString(16)};`,
          )}</a>`,
        }),
    ];
    const letters = fc.stringMatching(/^\p{L}{2,8}$/u);
    fc.assert(
      fc.property(
        letters,
        letters,
        fc.constantFrom(...written),
        (first, last, write) => {
          const name = `${first} ${last}`;
          const finder = finderOf([name]);
          expect(
            encodedTexts(write(name)).some(text => hasWords(text, finder)),
          ).toBe(true);
          expect(
            encodedTexts(write(`${first} xx${last}`)).some(text =>
              hasWords(text, finder),
            ),
          ).toBe(false);
        },
      ),
    );
  });
});
