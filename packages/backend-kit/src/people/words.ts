/** A word: letters, digits and what is written above and below letters. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/**
 * What joins words to longer ones: `rosa-m`, `rosa_m` and `rosa.m` are accounts
 * of others than `rosa`.
 */
const JOINED_BEFORE = /[\p{L}\p{N}\p{M}][-_.]$/u;
const JOINED_AFTER = /^[-_.][\p{L}\p{N}\p{M}]/u;
const BEYOND_ASCII = /[^\x20-\x7e\s]/;
const RUN = /\s\s/;
/** GitHub's addresses that lead nowhere hold an account's number as well. */
const NOREPLY_BEFORE = /(?<![\p{L}\p{N}])\d+\+$/u;
const NOREPLY_AFTER = /^@users\.noreply\.[\w.-]*\w/;

/** The words of a text. */
export function wordsIn(text: string): string[] {
  return text.match(WORD) ?? [];
}

/**
 * A text as it is compared: in one spelling of each character and in lower
 * case, with single spaces, from its first word to its last.
 */
export function normaliseWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+$/gu, '');
}

/** What is put in place of a text. */
export interface Replacement {
  text: string;
  /** Counts in texts of this forge, and where no forge is known. */
  host?: string;
  /** Counts only as `@word` or `word@…`. */
  guarded: boolean;
}

/** Knows texts that are to be replaced. */
export interface Finder<T extends Replacement = Replacement> {
  /**
   * The lengths of the texts it knows, by how many words they have: most texts
   * need not be looked up at all.
   */
  lengths: ReadonlyMap<number, ReadonlySet<number>>;
  /** @param text - as {@link normaliseWords} has it */
  find(text: string): T[];
}

/** Groups texts the way a {@link Finder} needs it. */
export function lengthsOf(
  texts: Iterable<{ words: number; length: number }>,
): Map<number, Set<number>> {
  const lengths = new Map<number, Set<number>>();
  for (const { words, length } of texts) {
    lengths.set(words, (lengths.get(words) ?? new Set()).add(length));
  }
  // Longest first: of a name and its first word, the name is replaced.
  return new Map([...lengths].sort(([a], [b]) => b - a));
}

/** A part of a text. */
interface Place {
  start: number;
  end: number;
}

/** A part of a text, and what is put in its place. */
interface Found extends Place {
  text: string;
}

function* placesOfWords(text: string): Generator<Place> {
  for (const { index, 0: word } of text.matchAll(WORD)) {
    yield { start: index, end: index + word.length };
  }
}

function isWhole(text: string, start: number, end: number): boolean {
  return (
    !JOINED_BEFORE.test(text.slice(Math.max(0, start - 3), start)) &&
    !JOINED_AFTER.test(text.slice(end, end + 3))
  );
}

const isMarked = (text: string, start: number, end: number) =>
  text[start - 1] === '@' || text[end] === '@';

function* findIn(
  text: string,
  finder: Finder,
  host: string | undefined,
): Generator<Found> {
  if (finder.lengths.size === 0) return;
  // Then only white space can become shorter, and most need no closer look.
  const simple = !BEYOND_ASCII.test(text);
  const most = Math.max(...finder.lengths.keys());
  const rest = placesOfWords(text);
  // Never all of them: a text of megabytes has a million words.
  const words: Place[] = [];
  for (;;) {
    for (let missing = most - words.length; missing > 0; missing -= 1) {
      const next = rest.next();
      if (next.done) break;
      words.push(next.value);
    }
    if (words.length === 0) return;
    let passed = 1;
    for (const [count, lengths] of finder.lengths) {
      if (count > words.length) continue;
      const { start } = words[0];
      const { end } = words[count - 1];
      const written = text.slice(start, end);
      if (simple && !lengths.has(end - start) && !RUN.test(written)) continue;
      const candidate = normaliseWords(written);
      if (!lengths.has(candidate.length)) continue;
      const known = finder
        .find(candidate)
        .find(
          replacement =>
            (!host || !replacement.host || replacement.host === host) &&
            (!replacement.guarded || isMarked(text, start, end)),
        );
      if (!known || !isWhole(text, start, end)) continue;
      yield { start, end, text: known.text };
      passed = count;
      break;
    }
    words.splice(0, passed);
  }
}

/** An address that leads nowhere goes as a whole, with the account's number. */
function widened(text: string, found: Found): Found {
  const before = NOREPLY_BEFORE.exec(
    text.slice(Math.max(0, found.start - 24), found.start),
  );
  const after = NOREPLY_AFTER.exec(text.slice(found.end, found.end + 80));
  return {
    start: before && after ? found.start - before[0].length : found.start,
    end: after ? found.end + after[0].length : found.end,
    text: found.text,
  };
}

/**
 * Replaces what a finder knows, where it stands as a whole word: in any case, in
 * any spelling of the same characters, and not as a part of a longer word.
 *
 * @param host - the forge that the text is of, where one is known
 */
export function replaceWords(
  text: string,
  finder: Finder,
  host?: string,
): string {
  let result = '';
  let from = 0;
  for (const found of findIn(text, finder, host)) {
    const { start, end, text: replacement } = widened(text, found);
    result += text.slice(from, Math.max(from, start)) + replacement;
    from = end;
  }
  return from === 0 ? text : result + text.slice(from);
}

/** Whether a text holds what a finder knows; see {@link replaceWords}. */
export function hasWords(text: string, finder: Finder, host?: string): boolean {
  return !findIn(text, finder, host).next().done;
}
