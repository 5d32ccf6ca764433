import { Claim } from './claims';
import {
  CLAIM_STRENGTH,
  claimsIn,
  isNoise,
  MAX_MENTION_TEXT,
  MentionPlace,
} from './mentions';
import { withoutAddresses } from './text';

/**
 * A word of a text that is not kept itself, which may be a ticket's key in a
 * form that only an installation knows, e.g. `CHG0012345`.
 */
export interface KeptWord {
  word: string;
  /** What the text would claim of the ticket. */
  verb: Claim;
  where: MentionPlace;
}

/** How many words of one text are kept at most. */
export const MAX_WORDS = 20;
/** How many words of a text are looked at. */
const MAX_READ = 1_000;

/** Letters and a number, as keys are; neither a handle nor part of a version. */
const WORD = /(?<![\w@.-])[a-z]{1,10}[-_#]?[a-z0-9]{1,30}(?![\w@]|-\d|\.\d)/gi;
/** Found without any setting, see {@link findMentions}. */
const TRACKER_KEY = /^[A-Z][A-Z0-9]{1,9}-[1-9]\d{0,6}$/;
const SHORTENED_HASH = /^[0-9a-f]{7,}$/;

function mayBeKey(word: string): boolean {
  return (
    word.length > 2 &&
    /\d/.test(word) &&
    !TRACKER_KEY.test(word) &&
    !SHORTENED_HASH.test(word) &&
    !isNoise(word)
  );
}

/**
 * The words of a text in which a configured pattern may find a ticket's key, at
 * most {@link MAX_WORDS}, each with the strongest claim made of it. What is not
 * kept here, no pattern finds later: facts hold no bodies and no messages.
 */
export function wordsOf(
  text: string | null | undefined,
  where: MentionPlace,
): KeptWord[] {
  if (!text) return [];
  const read = withoutAddresses(text.slice(0, MAX_MENTION_TEXT));
  const found: Array<{ word: string; index: number; length: number }> = [];
  for (const { 0: word, index } of read.matchAll(WORD)) {
    if (found.length >= MAX_READ) break;
    if (mayBeKey(word)) found.push({ word, index, length: word.length });
  }
  const claims = claimsIn(read, where, found);
  return strongest(
    found.map(({ word }, position) => ({
      word,
      verb: claims[position],
      where,
    })),
  );
}

/** Each word once, with the strongest claim made of it. */
export function strongest(words: KeptWord[]): KeptWord[] {
  const held = new Map<string, KeptWord>();
  for (const kept of words) {
    const earlier = held.get(kept.word);
    if (
      earlier
        ? CLAIM_STRENGTH[kept.verb] > CLAIM_STRENGTH[earlier.verb]
        : held.size < MAX_WORDS
    ) {
      held.set(kept.word, kept);
    }
  }
  return [...held.values()];
}
