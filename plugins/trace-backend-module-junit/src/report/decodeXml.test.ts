import { decodeXml } from './decodeXml';

const TEXT = '<testsuite name="Zürich 🙂"/>';
const decode = (bytes: Buffer) => decodeXml(bytes, 'unit.xml');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('decodeXml', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte-order mark', Buffer.from(`\ufeff${TEXT}`)],
    [
      'UTF-16 little-endian with a mark',
      Buffer.from(`\ufeff${TEXT}`, 'utf16le'),
    ],
    ['UTF-16 big-endian with a mark', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16 little-endian without', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 big-endian without', utf16be(TEXT)],
  ])('reads %s', (_, bytes) => expect(decode(bytes)).toBe(TEXT));

  it('believes the declaration', () => {
    const text = `<?xml version='1.0' encoding='ISO-8859-1'?><testsuite name="Zürich"/>`;
    expect(decode(Buffer.from(text, 'latin1'))).toBe(text);
  });

  it('does not believe a declaration of UTF-16 that stands in UTF-8', () => {
    const text = `<?xml version="1.0" encoding="utf-16"?>${TEXT}`;
    expect(decode(Buffer.from(text))).toBe(text);
  });

  it('keeps reading over bytes that are wrong', () => {
    expect(decode(Buffer.from('<a>\xff</a>', 'latin1'))).toBe('<a>\ufffd</a>');
  });

  it('refuses an encoding that it does not know', () => {
    expect(() =>
      decode(Buffer.from('<?xml version="1.0" encoding="EBCDIC-X"?><a/>')),
    ).toThrow(
      'unit.xml, line 1, column 1: the encoding "EBCDIC-X" is not known; send UTF-8',
    );
  });
});
