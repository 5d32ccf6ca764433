const begin = (name: string) => `<!-- sizing: ${name} -->`;
const END = '<!-- sizing: end -->';

function placeOf(document: string, name: string): [number, number] {
  const start = document.indexOf(begin(name));
  const end = document.indexOf(END, start);
  if (start < 0 || end < 0) {
    throw new Error(`The document has no place for "${name}"`);
  }
  return [start + begin(name).length, end];
}

/** What a document has between the markers of a name. */
export function partOf(document: string, name: string): string {
  return document.slice(...placeOf(document, name)).trim();
}

/** The document with every part in its place. */
export function withParts(
  document: string,
  parts: Record<string, string>,
): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [start, end] = placeOf(text, name);
    return `${text.slice(0, start)}\n\n${part}\n\n${text.slice(end)}`;
  }, document);
}
