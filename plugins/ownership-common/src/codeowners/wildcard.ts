/**
 * One part of a path pattern, between slashes. Compared without backtracking
 * into earlier stars, so a pattern cannot be written to be slow.
 */
export type Wildcard = Array<
  | { type: 'character'; character: string }
  | { type: 'any' }
  | { type: 'star' }
  | { type: 'class'; ranges: Array<[string, string]>; negated: boolean }
>;

function readClass(
  text: string,
  start: number,
): { token: Wildcard[number]; end: number } | undefined {
  const negated = text[start + 1] === '!' || text[start + 1] === '^';
  const from = start + (negated ? 2 : 1);
  const end = text.indexOf(']', from + 1);
  if (end < 0) return undefined;
  const ranges: Array<[string, string]> = [];
  for (let at = from; at < end; at += 1) {
    const ranged = text[at + 1] === '-' && at + 2 < end;
    ranges.push([text[at], ranged ? text[at + 2] : text[at]]);
    if (ranged) at += 2;
  }
  return { token: { type: 'class', ranges, negated }, end };
}

/**
 * Reads one part of a pattern.
 *
 * @param classes - whether `[a-z]` stands for one of them; GitHub takes the
 *   brackets as they are
 */
export function readWildcard(text: string, classes: boolean): Wildcard {
  const tokens: Wildcard = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\' && at + 1 < text.length) {
      at += 1;
      tokens.push({ type: 'character', character: text[at] });
    } else if (character === '*') {
      if (tokens[tokens.length - 1]?.type !== 'star') {
        tokens.push({ type: 'star' });
      }
    } else if (character === '?') {
      tokens.push({ type: 'any' });
    } else {
      const found =
        classes && character === '[' ? readClass(text, at) : undefined;
      tokens.push(found?.token ?? { type: 'character', character });
      at = found?.end ?? at;
    }
  }
  return tokens;
}

/** The text that alone it matches; none: it has a wildcard. */
export function literalOf(wildcard: Wildcard): string | undefined {
  let text = '';
  for (const token of wildcard) {
    if (token.type !== 'character') return undefined;
    text += token.character;
  }
  return text;
}

function matchesOne(token: Wildcard[number], character: string): boolean {
  switch (token.type) {
    case 'character':
      return token.character === character;
    case 'class':
      return (
        token.ranges.some(
          ([from, to]) => from <= character && character <= to,
        ) !== token.negated
      );
    default:
      return true;
  }
}

/** Whether all of the text matches. */
export function matchesWildcard(wildcard: Wildcard, text: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const current = wildcard[token];
    if (current?.type === 'star') {
      star = token;
      resume = at;
      token += 1;
    } else if (current && matchesOne(current, text[at])) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      // Only the last star takes more: what the earlier ones took was enough.
      resume += 1;
      token = star + 1;
      at = resume;
    } else {
      return false;
    }
  }
  while (wildcard[token]?.type === 'star') token += 1;
  return token === wildcard.length;
}
