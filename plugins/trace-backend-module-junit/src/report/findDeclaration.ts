import { Position } from './ReportError';

/** Markup that begins as declarations do and is none, and how it ends. */
const HARMLESS: Array<[start: string, end: string]> = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
];

/**
 * Where a text has its first declaration, outside comments and CDATA: a
 * document type, an entity. Only what can stand in front of it is told apart;
 * in well-formed XML `<!` stands nowhere else.
 */
export function findDeclaration(text: string): Position | undefined {
  let from = 0;
  for (;;) {
    const start = text.indexOf('<!', from);
    if (start < 0) return undefined;
    const harmless = HARMLESS.find(([mark]) => text.startsWith(mark, start));
    if (!harmless) {
      const lines = text.slice(0, start).split('\n');
      return { line: lines.length, column: lines[lines.length - 1].length + 1 };
    }
    const end = text.indexOf(harmless[1], start + harmless[0].length);
    // Not closed: the parser will say so.
    if (end < 0) return undefined;
    from = end + harmless[1].length;
  }
}
