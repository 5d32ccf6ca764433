/** A piece of HTML or SVG, as it goes into the page. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | undefined | Array<Markup | undefined>;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join('\n');
  return String(part).replace(/[&<>"']/g, character => ENTITIES[character]);
}

/** Markup of a template; all that is put in is escaped, but markup. */
export function markup(parts: TemplateStringsArray, ...put: Part[]): Markup {
  return new Markup(
    parts.reduce((text, part, index) => text + textOf(put[index - 1]) + part),
  );
}
