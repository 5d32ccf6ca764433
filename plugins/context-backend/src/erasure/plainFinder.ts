import {
  Finder,
  lengthsOf,
  marksOf,
  PersonIdentifiers,
  Replacement,
  replacementOf,
  wordsIn,
} from '@throughline/backend-kit';

/** Finds one person, in one request; nothing of it is kept. */
export function plainFinder(
  person: PersonIdentifiers,
  pseudonym: string,
): Finder {
  const marks = new Map<string, Replacement[]>();
  for (const mark of marksOf(person)) {
    marks.set(mark.text, [
      ...(marks.get(mark.text) ?? []),
      {
        text: replacementOf(mark, pseudonym),
        host: mark.host,
        guarded: mark.guarded,
      },
    ]);
  }
  return {
    lengths: lengthsOf(
      [...marks.keys()].map(text => ({
        words: wordsIn(text).length,
        length: text.length,
      })),
    ),
    find: text => marks.get(text) ?? [],
  };
}
