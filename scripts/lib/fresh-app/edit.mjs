import { isMap, isSeq, parseDocument } from 'yaml';

/**
 * Puts the code of a step of a guide into a file: imports to the top, the rest
 * next to the line that has the step's anchor.
 */
export function insertCode(text, { where, each, anchor, imports, code }) {
  const lines = text.split('\n');
  const places = lines.filter(line => anchor && line.includes(anchor)).length;
  if (code.length > 0 && (each ? places === 0 : places !== 1)) {
    throw new Error(`"${anchor}" is there ${places} times.`);
  }
  const edited = lines.flatMap(line => {
    if (code.length === 0 || !line.includes(anchor)) return [line];
    return where === 'before' ? [...code, line] : [line, ...code];
  });
  return [...imports, ...edited].join('\n');
}

/**
 * Merges settings into a YAML file as its reader would: what is there stays,
 * and new items of a list come first.
 */
export function mergeSettings(text, settings) {
  const document = parseDocument(text);
  merge(document, [], settings);
  return document.toString();
}

function merge(document, path, value) {
  const present = path.length > 0 ? document.getIn(path) : document.contents;
  if (isSeq(present) && Array.isArray(value)) {
    present.items.unshift(...value.map(item => document.createNode(item)));
  } else if (isMap(present) && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      merge(document, [...path, key], inner);
    }
  } else {
    document.setIn(path, value);
  }
}
