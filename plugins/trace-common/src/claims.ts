/** What a text claims of a ticket it names. */
export type Claim = 'mentions' | 'implements' | 'closes';

/** How many characters before a key are looked at. */
const LOOK_BACK = 48;

/** Words after which people name what they have finished. */
const CLOSING =
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|implement(?:s|ed)?)\b[:\s]*(?:issue\s+)?$/i;

/**
 * “Does not fix PAY-12”, “won't close it”: people say so of what is still open.
 */
const NEGATED =
  /(?:\b(?:not|never|without|cannot)|n['’]t)\s+(?!only\b)(?:\w+ly\s+|yet\s+)?\w+[:\s]*(?:issue\s+)?$/i;

/**
 * Words after which people name another ticket than the one they are at: where
 * to read more (“see”), what resembles it (“like”), what it comes after or goes
 * before (“follow-up to”, “preparation for”), where a fault came from (“caused
 * by”, “since”), and what is still in the way (“blocked by”).
 */
const ELSEWHERE = new RegExp(
  `(?:^|[^\\w-])(?:${[
    'see(?:\\s+also)?',
    'cf\\.?',
    '(?:un)?like',
    'similar\\s+to',
    'same\\s+as',
    'as\\s+in',
    'relate[sd]?\\s+to',
    'related',
    'dup(?:licate[sd]?)?(?:\\s+of)?',
    'follow(?:s|ing)?[-\\s]?ups?(?:\\s+(?:to|of|on|for|from))?',
    'preparations?\\s+(?:for|of)',
    'prepar(?:e[sd]?|ing)(?:\\s+for)?',
    '(?:since|until|before|after)',
    '(?:introduced|caused|broken|superseded|replaced)\\s+(?:by|in|with)',
    'regression\\s+(?:of|from|in)',
    'blocked\\s+(?:by|on)',
    'blocks',
    'depend(?:s|ing)?\\s+on',
    'instead\\s+of',
    'refers?\\s+to',
  ].join('|')})[:\\s]+(?:issue\\s+|ticket\\s+|bug\\s+)?[[("'“]?$`,
  'i',
);

/** Between the keys of a list: “PAY-1, PAY-2 and PAY-3”. */
const LIST = /^[\])"'”]?(?:\s*(?:,|;|\/|\+|&|\band\b|\bor\b)\s*)+[[("'“]?$/;

/** A key that was read in a text, in order. */
export interface ReadKey {
  index: number;
  length: number;
}

/**
 * What a text claims of the keys in it, by the words before each. A key in a
 * list is what the one before it is.
 *
 * @param keys - in the order of the text
 * @param plain - what is claimed where no word says anything
 */
export function claimsOf(
  text: string,
  keys: ReadKey[],
  plain: (key: ReadKey) => Claim,
): Claim[] {
  const claims: Claim[] = [];
  for (const [position, key] of keys.entries()) {
    const earlier = keys[position - 1];
    const end = earlier ? earlier.index + earlier.length : 0;
    const between = earlier ? text.slice(end, key.index) : '';
    if (earlier && between.length <= 12 && LIST.test(between)) {
      claims.push(claims[position - 1]);
    } else {
      const before = text.slice(
        Math.max(end, key.index - LOOK_BACK),
        key.index,
      );
      if (ELSEWHERE.test(before)) claims.push('mentions');
      else if (!CLOSING.test(before)) claims.push(plain(key));
      else claims.push(NEGATED.test(before) ? 'mentions' : 'closes');
    }
  }
  return claims;
}
