import { parse } from 'yaml';

/** Headings whose part of a guide is for one of the frontend systems only. */
const SYSTEMS = {
  'New frontend system': 'new',
  'Older frontend system': 'legacy',
};

const FENCE = /^(\s*)```(\w*)\s*$/;
const HEADING = /^(#+) (.+?)\s*$/;
const FILE =
  /^(?:\/\/|#) (\S+\.(?:tsx?|yaml))(?:: (before|after) (each )?(.+))?$/;

/**
 * What a page of Markdown tells its reader to do, in its order, for one of the
 * frontend systems. Read from the page's own code blocks:
 *
 * - every `sh` block is commands, run in the portal's folder;
 * - a block whose first line is a comment with a file's name goes into that
 *   file: settings are merged; code goes before or after a text that the same
 *   comment names, and its imports to the top.
 *
 * Any other block is an illustration. A heading that ends with a system's name
 * limits what is below it to that system.
 *
 * @param section - only what is below the heading with this text
 */
export function readGuide(markdown, { system, section }) {
  return blocksOf(markdown)
    .filter(({ headings }) => !section || headings.includes(section))
    .filter(({ headings }) =>
      headings.every(text => (SYSTEMS[text] ?? system) === system),
    )
    .map(toStep)
    .filter(step => step !== undefined);
}

function blocksOf(markdown) {
  const blocks = [];
  const headings = [];
  let open;
  for (const line of markdown.split('\n')) {
    const fence = FENCE.exec(line);
    if (open) {
      if (fence && !fence[2]) {
        blocks.push(open);
        open = undefined;
      } else {
        open.lines.push(line.slice(open.indent));
      }
    } else if (fence) {
      const [, { length: indent }, language] = fence;
      const above = headings.filter(text => text !== undefined);
      open = { language, indent, headings: above, lines: [] };
    } else {
      const heading = HEADING.exec(line);
      if (heading) {
        headings.length = heading[1].length;
        headings.push(heading[2]);
      }
    }
  }
  if (open) throw new Error(`A block does not end: ${open.lines[0]}`);
  return blocks;
}

function toStep({ language, lines }) {
  if (language === 'sh') return { kind: 'run', commands: commandsOf(lines) };

  const [, file, where, each, anchor] = FILE.exec(lines[0] ?? '') ?? [];
  if (!file) return undefined;
  const body = lines.slice(1);
  if (file.endsWith('.yaml')) {
    return { kind: 'settings', file, settings: parse(body.join('\n')) };
  }
  const { imports, code } = splitImports(body);
  if (code.length > 0 && !where) {
    throw new Error(`A block does not say where it goes: ${lines[0]}`);
  }
  return {
    kind: 'code',
    file,
    where,
    each: Boolean(each),
    anchor,
    imports,
    code,
  };
}

/** Lines of a shell; one that ends with a backslash goes on in the next. */
function commandsOf(lines) {
  return lines
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('#'));
}

function splitImports(lines) {
  const imports = [];
  const code = [];
  let importing = false;
  for (const line of lines) {
    importing ||= line.startsWith('import ');
    (importing ? imports : code).push(line);
    if (line.trimEnd().endsWith(';')) importing = false;
  }
  return { imports, code: code.filter(line => line.trim()) };
}
