import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { normaliseWords, wordsIn } from './words';

/** What somebody who is to be erased is known by. */
export interface PersonIdentifiers {
  /** Accounts of forges, `host/login`. */
  logins: string[];
  /** Names as they stand in commits and texts. */
  names: string[];
  emails: string[];
  /** `user:namespace/name` of the catalog. */
  userRefs: string[];
}

/** A text by which somebody is recognised. */
export interface PersonMark {
  /** As {@link normaliseWords} has it. */
  text: string;
  /** Counts in texts of this forge, and where no forge is known. */
  host?: string;
  /** It is an ordinary word as well: counts only as `@word` or `word@…`. */
  guarded: boolean;
  /** Which of the person's logins it is, from 1; 0 for all else. */
  login: number;
  /** What stands in the text before the part that is replaced. */
  keeps: string;
}

const MAX_EACH = 20;
/** Words shorter than this stand for too much else. */
const MIN_WORD = 4;

/** Words that stand in texts about delivery and mean nobody. */
const ORDINARY_WORDS = new Set(
  `admin alpha android api application approved auth backend backup base beta
   bitbucket bot branch build bugfix cache catalog change changes chore client
   closed cloud code commit component config context core dash data default
   demo deploy deployment develop development docker docs draft environment
   example failed failure feature file fixes frontend from gateway github gitlab
   group head hotfix http https image import incident infra issue latest live
   local main master merge merged mobile next node none null open ownership
   package patch person platform plugin pre-production preview prod production
   project pull push refactor refs release request review root sandbox search
   server service services setup shop site source staging stage system tags
   team test tests ticket tools trace trunk undefined unknown update user users
   version website with work workflow`.split(/\s+/),
);

const isOrdinary = (text: string) =>
  wordsIn(text).join('').length < MIN_WORD || ORDINARY_WORDS.has(text);

const texts = (what: string, example: string) => {
  const expected = `expected at most ${MAX_EACH} ${what}, e.g. ["${example}"]`;
  return {
    expected,
    list: <T extends z.ZodType<string>>(item: T) =>
      z.array(item, expected).max(MAX_EACH, expected).default([]),
  };
};

const text = (max: number, expected: string) =>
  z
    .string(expected)
    .trim()
    .min(1, expected)
    .max(max, expected)
    .regex(/^[^\0]*$/, 'expected no NUL');

const LOGIN = /^[a-z0-9][a-z0-9.-]*\/[\w][\w.-]*(?:\[bot\])?$/i;
const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const USER_REF = /^user:[^:/\s]+\/[^:/\s]+$/i;

const login = text(200, 'expected host/login, e.g. github.com/octocat')
  .regex(LOGIN, 'expected host/login, e.g. github.com/octocat')
  .refine(
    value => value.slice(value.indexOf('/') + 1).length > 1,
    'a login of one character would be found in every text; erase the person by name and e-mail address',
  );
const name = text(200, 'expected a name').refine(
  value =>
    wordsIn(value).length > 1
      ? wordsIn(value).join('').length >= MIN_WORD
      : !isOrdinary(normaliseWords(value)),
  `expected a name of at least ${MIN_WORD} letters that is no ordinary word: all texts are searched for it, and what is replaced cannot be brought back`,
);
const email = text(320, 'expected an e-mail address').regex(
  EMAIL,
  'expected an e-mail address',
);
const userRef = text(500, 'expected user:<namespace>/<name>').regex(
  USER_REF,
  'expected user:<namespace>/<name>',
);

const EXPECTED_OBJECT =
  'expected a JSON object with logins, names, emails or userRefs';

/** The fields of a request that says who is to be erased. */
export const personFields = {
  logins: texts('logins', 'github.com/octocat').list(login),
  names: texts('names', 'Ada Lovelace').list(name),
  emails: texts('e-mail addresses', 'ada@example.com').list(email),
  userRefs: texts('refs of users', 'user:default/ada').list(userRef),
};

/** A request that says who is to be erased, and what else is in `more`. */
export function personRequest<T extends z.ZodRawShape>(more: T) {
  return z
    .strictObject({ ...personFields, ...more }, EXPECTED_OBJECT)
    .refine(
      value =>
        Object.keys(personFields).some(
          field =>
            ((value as Record<string, unknown>)[field] as string[]).length > 0,
        ),
      `${EXPECTED_OBJECT}; at least one identifier`,
    );
}

/**
 * The texts by which a person is recognised.
 *
 * @param firstLogin - number of the first login; later ones of a person who was
 *   erased before go on from those
 */
export function marksOf(
  person: PersonIdentifiers,
  firstLogin = 1,
): PersonMark[] {
  const plain = (value: string, keeps = ''): PersonMark => ({
    text: normaliseWords(value),
    guarded: false,
    login: 0,
    keeps,
  });
  return [
    ...person.logins.flatMap((value, index): PersonMark[] => {
      const slash = value.indexOf('/');
      const host = value.slice(0, slash).toLocaleLowerCase('en-US');
      const own = normaliseWords(value.slice(slash + 1));
      const number = firstLogin + index;
      return [
        {
          text: own,
          host,
          guarded: isOrdinary(own),
          login: number,
          keeps: '',
        },
        { ...plain(value, `${host}/`), login: number },
      ];
    }),
    ...person.names.map(value => plain(value)),
    ...person.emails.map(value => plain(value)),
    ...person.userRefs.map(value => {
      const ref = normaliseWords(value);
      return plain(ref, ref.slice(0, ref.indexOf('/') + 1));
    }),
  ].filter(mark => mark.text !== '');
}

/** A new name for somebody who is erased. */
export function newPseudonym(): string {
  return `erased-${randomBytes(4).toString('hex')}`;
}

/**
 * Whether a login is one that {@link replacementOf} put in place of another. On
 * a forge anybody can register it: what it has there is not the person's.
 */
export function isPseudonym(account: string): boolean {
  return /^erased-[0-9a-f]{8}(?:-[1-9]\d*)?$/.test(account);
}

/** What stands for a person's mark in texts. */
export function replacementOf(mark: PersonMark, pseudonym: string): string {
  // Two accounts stay two: who approved and who wrote must not become one.
  const number = mark.login > 1 ? `-${mark.login}` : '';
  return `${mark.keeps}${pseudonym}${number}`;
}
