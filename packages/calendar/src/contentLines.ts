import { InputError } from '@backstage/errors';

/** A line of a feed, put together where it was folded. */
export interface ContentLine {
  /** Where it begins, counted from 1. */
  line: number;
  /** Upper case, e.g. `DTSTART`. */
  name: string;
  /** As written, between name and value: `;TZID=Europe/London`. */
  parameters: string;
  value: string;
}

const NAME = /^[A-Za-z0-9-]+/;

/** Where the value begins: after the first colon that no quotes enclose. */
function colonOf(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === ':' && !quoted) return at;
  }
  return -1;
}

/**
 * Takes a feed apart into its lines (RFC 5545, 3.1).
 *
 * @throws InputError naming the line that is none
 */
export function readContentLines(text: string): ContentLine[] {
  const folded: Array<{ line: number; text: string }> = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((raw, index) => {
      const last = folded[folded.length - 1];
      if (last && /^[ \t]/.test(raw)) last.text += raw.slice(1);
      else if (raw !== '') folded.push({ line: index + 1, text: raw });
    });
  return folded.map(({ line, text: whole }) => {
    const colon = colonOf(whole);
    const [name] = NAME.exec(whole) ?? [''];
    if (colon < 0 || name === '' || !/^[;:]/.test(whole.slice(name.length))) {
      throw new InputError(
        `Line ${line} of the calendar must be a property such as DTSTART:20260105T090000Z, got "${whole.slice(
          0,
          60,
        )}"`,
      );
    }
    return {
      line,
      name: name.toLocaleUpperCase('en'),
      parameters: whole.slice(name.length, colon),
      value: whole.slice(colon + 1),
    };
  });
}

/** The lines of each component of a kind, in order. */
export function componentsOf(
  lines: ContentLine[],
  kind: string,
): ContentLine[][] {
  const found: ContentLine[][] = [];
  const open: ContentLine[] = [];
  let current: ContentLine[] | undefined;
  const refuse = (line: number, expected: string): never => {
    throw new InputError(`Line ${line} of the calendar: expected ${expected}`);
  };
  for (const line of lines) {
    const value = line.value.trim().toLocaleUpperCase('en');
    if (
      open.length === 0 &&
      !(line.name === 'BEGIN' && value === 'VCALENDAR')
    ) {
      refuse(line.line, 'BEGIN:VCALENDAR');
    }
    if (line.name === 'BEGIN') {
      open.push(line);
      if (value === kind) {
        current = [];
        found.push(current);
      }
    }
    current?.push(line);
    if (line.name === 'END') {
      const begun = open.pop()!.value.trim().toLocaleUpperCase('en');
      if (begun !== value) refuse(line.line, `END:${begun}`);
      if (value === kind) current = undefined;
    }
  }
  if (open.length > 0) {
    const [unclosed] = open.slice(-1);
    refuse(unclosed.line, `an END:${unclosed.value.trim()} after this BEGIN`);
  }
  if (lines.length === 0) refuse(1, 'BEGIN:VCALENDAR');
  return found;
}
