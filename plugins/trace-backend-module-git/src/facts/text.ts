/**
 * The beginning of a text, at most `max` UTF-16 units, never ending in half of
 * a character: PostgreSQL refuses JSON that holds one.
 */
export function shorten(text: string, max: number): string {
  return text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}
