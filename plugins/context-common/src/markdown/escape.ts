// Controls, line and paragraph separators, and marks that change the direction
// in which text reads, or that are not seen at all.
const UNSEEN =
  // eslint-disable-next-line no-control-regex
  /[\s\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]+/gu;
/** What Markdown or HTML gives a meaning to in the middle of a line. */
const MEANING = /[\\`*_[\]<>#|~&!]/g;
/** What begins a list or a line across, where a line or an item begins. */
const BEGINNING = /^(?:[-+=]|\d+(?=[.)](?: |$)))/;
const ADDRESS = /^(?:https?:\/\/|\/(?!\/))/i;
/** What an address holds as it is, and is not a bracket. */
const PLAIN = /[^\w\-./~:?#@!$&'*+,;=%]/gu;

/**
 * Text from outside, so that it stays within its line and is nothing but text.
 */
export function escapeText(text: string): string {
  return text
    .replace(UNSEEN, ' ')
    .trim()
    .replace(MEANING, '\\$&')
    .replace(BEGINNING, begins =>
      /\d/.test(begins) ? `${begins}\\` : `\\${begins}`,
    );
}

/** Escaped text that ends as a sentence does. */
export function sentence(text: string): string {
  const escaped = escapeText(text);
  return /[.!?…]$/.test(escaped) ? escaped : `${escaped}.`;
}

/** Escaped text of at most so many characters. */
export function escapeShort(text: string, max: number): string {
  const whole = escapeText(text);
  if (whole.length <= max) return whole;
  // Not in the middle of an escape, which would then escape what follows.
  return `${whole.slice(0, max - 1).replace(/\\+$/, '')}…`;
}

/**
 * A link. Other addresses than those of the web and of the portal itself are
 * left out.
 */
export function linkTo(title: string, href: string): string {
  if (!ADDRESS.test(href)) return escapeText(title);
  return `[${escapeText(title)}](<${href.replace(PLAIN, percentEncoded)}>)`;
}

function percentEncoded(character: string): string {
  // Half of a surrogate pair has no encoding.
  if (/\p{Surrogate}/u.test(character)) return '';
  const encoded = encodeURIComponent(character);
  return encoded === character
    ? `%${character.charCodeAt(0).toString(16)}`
    : encoded;
}

/** A time with its date, in UTC. */
export function absoluteTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? escapeText(iso) : time.toISOString();
}
