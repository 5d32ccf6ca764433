import { ReportError } from './ReportError';

const DECLARATION = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/;

/** XML 1.0 appendix F: the first bytes tell UTF-16, with or without a mark. */
function encodingOfStart(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0x00) return 'utf-16le';
  if (first === 0x00 && second === 0x3c) return 'utf-16be';
  if (first === 0xef && second === 0xbb) return 'utf-8';
  return undefined;
}

/**
 * The text of an XML file, in the encoding that its first bytes or its
 * declaration name.
 *
 * Bytes that are wrong in that encoding become U+FFFD instead of an error: they
 * come from the output of a test, which is not read, and cannot be mistaken for
 * markup. A declaration that says UTF-16 and could be read is in something else.
 *
 * @throws ReportError when the encoding is not known
 */
export function decodeXml(bytes: Buffer, file: string): string {
  const declared = DECLARATION.exec(bytes.toString('latin1', 0, 200))?.[1];
  const encoding =
    encodingOfStart(bytes) ??
    (declared && !/^(utf-?16|ucs-?2|iso-10646-ucs-2)/i.test(declared)
      ? declared
      : 'utf-8');
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding);
  } catch {
    throw new ReportError(
      file,
      `the encoding "${encoding}" is not known; send UTF-8`,
      { line: 1, column: 1 },
    );
  }
  return decoder.decode(bytes);
}
