/** Percent signs in forms and addresses: `Rosa+Mu%C3%B1oz`. */
function fromForm(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, encoded =>
      Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('utf8'),
    );
}

const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
};

/** Escapes of JSON and JavaScript texts: `Mu\u00f1oz`. */
function fromJson(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, code, character) =>
    code === undefined
      ? ESCAPES[character] ?? character
      : String.fromCharCode(parseInt(code, 16)),
  );
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Character references of XML: `Mu&#241;oz`. */
function fromXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return ENTITIES[name.toLowerCase()];
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const STEPS: Array<{ sign: string; decode: (text: string) => string }> = [
  { sign: '%', decode: fromForm },
  { sign: '\\', decode: fromJson },
  { sign: '&', decode: fromXml },
  // A text in JSON may hold JSON, XML or an address.
  { sign: '\\', decode: fromJson },
  { sign: '%', decode: fromForm },
];

/**
 * A text, and what is written in it in the ways of forms, JSON and XML, one in
 * another too. To be searched, not to be read: a text may be decoded once too
 * often.
 */
export function encodedTexts(text: string): string[] {
  const texts = [text];
  if (text.includes('+')) texts.push(text.replaceAll('+', ' '));
  let last = text;
  for (const { sign, decode } of STEPS) {
    const decoded = last.includes(sign) ? decode(last) : last;
    if (decoded !== last) texts.push(decoded);
    last = decoded;
  }
  return texts;
}
