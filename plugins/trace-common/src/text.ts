/**
 * The look-behind lets a match begin only where a local part can begin, which
 * keeps the search linear in texts that are made to be slow.
 */
const ADDRESS =
  /(?<![\w.+%-])[\w.+%-]+@(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?![\w-])/gi;

/**
 * A text without e-mail addresses, each replaced by `[address]`. What connectors
 * keep of texts that people wrote goes through here: the trace needs to know
 * which ticket a text names, not where its author gets mail.
 *
 * Names such as `shop@1.4.2` or `logo@2x` are no addresses; `git@host.example`
 * is one, as far as a text can tell.
 */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, '[address]');
}

/** NUL, and halves of characters that JSON can spell and UTF-8 cannot. */
const UNSTORABLE = /[\0\p{Cs}]/gu;

/**
 * The beginning of a text, at most `max` UTF-16 units, in characters that every
 * store takes: PostgreSQL refuses JSON that holds a NUL or half a character.
 */
export function storableText(text: string, max: number): string {
  return text.slice(0, max).replace(UNSTORABLE, '');
}
