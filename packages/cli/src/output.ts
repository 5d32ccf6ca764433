const MAX_LINE = 600;

/** Control characters, which could steer a terminal. */
const CONTROLS = /[\p{Cc}\p{Bidi_Control}]+/gu;
const CONTROLS_IN_LINES = /[^\P{Cc}\n\t]|\p{Bidi_Control}/gu;

/** A text from elsewhere, on one line and not longer than anybody reads. */
export function oneLine(text: string): string {
  const line = text.replace(CONTROLS, ' ').trim();
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
}

/** A text from elsewhere of several lines, as a terminal may have it. */
export function printable(text: string): string {
  return text.replace(CONTROLS_IN_LINES, '');
}

/** A value as JSON, with what could steer a terminal spelled out. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    CONTROLS_IN_LINES,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `1,204` */
export function count(number: number): string {
  return number.toLocaleString('en-GB');
}

/** `1 tag`, `1,204 tags` */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${number === 1 ? noun : `${noun}s`}`;
}

/** A line for whoever reads the result. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line for whoever watches. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A line that replaces the one before, on a terminal only. */
export class Progress {
  private shown = false;

  show(line: string): void {
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r\x1b[K${line}`);
    this.shown = true;
  }

  /** Makes way for other output. */
  clear(): void {
    if (this.shown) process.stderr.write('\r\x1b[K');
    this.shown = false;
  }
}
