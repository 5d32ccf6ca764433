import { InputError } from '@backstage/errors';

/**
 * Characters that are counted as one token. Tokenisers differ; for English text
 * and identifiers they all need about one for four characters.
 */
export const CHARACTERS_PER_TOKEN = 4;

/**
 * The smallest budget, in tokens. Whatever an entity is called, its name, the
 * moment and what was left out fit into it.
 */
export const MIN_BUDGET = 100;

/** How many tokens a text is taken for. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** What is left out as a whole, or not at all. */
export interface Unit {
  /** Where it belongs, for people; escaped. */
  group: string;
  /** What it is one of. */
  noun: 'fact' | 'link' | 'item' | 'change' | 'summary' | 'source' | 'section';
  /** What is least important is left out first. */
  importance: number;
  text: string;
}

/** Units below a heading. */
export interface Block {
  /** Shown while one of its units is, or a unit that may be left out itself. */
  heading: string | Unit;
  units: Unit[];
}

/** A text, and what is not in it. */
export interface Markdown {
  markdown: string;
  /** E.g. `Delivery: 5 facts, 2 links`; empty without a budget. */
  leftOut: string[];
}

const PLURALS: Record<Unit['noun'], string> = {
  fact: 'facts',
  link: 'links',
  item: 'items',
  change: 'changes',
  summary: 'summaries',
  source: 'sources',
  section: 'sections',
};

function counted(units: Unit[]): string {
  const counts = new Map<Unit['noun'], number>();
  for (const { noun } of units) counts.set(noun, (counts.get(noun) ?? 0) + 1);
  return [...counts]
    .map(([noun, count]) => `${count} ${count === 1 ? noun : PLURALS[noun]}`)
    .join(', ');
}

function namesOf(units: Unit[]): string[] {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    groups.set(unit.group, [...(groups.get(unit.group) ?? []), unit]);
  }
  return [...groups].map(([group, left]) =>
    left.some(({ noun }) => noun === 'section')
      ? `${group}: all of it`
      : `${group}: ${counted(left)}`,
  );
}

function render(
  head: string,
  blocks: Block[],
  left: ReadonlySet<Unit>,
): string {
  const parts = blocks.flatMap(({ heading, units }) => {
    const kept = units.filter(unit => !left.has(unit));
    if (typeof heading !== 'string' && left.has(heading)) return [];
    if (typeof heading === 'string' && kept.length === 0) return [];
    const title = typeof heading === 'string' ? heading : heading.text;
    const lines = kept.map(({ text }) => text).join('\n');
    return [lines ? `## ${title}\n\n${lines}` : `## ${title}`];
  });
  return [head, ...parts].join('\n\n');
}

/**
 * Writes blocks below a head, and leaves out what does not fit.
 *
 * @param options - `heads`: as it is, and short enough for the smallest budget
 * @throws InputError for a budget that is smaller than that
 */
export function fit(
  blocks: Block[],
  options: { heads: { whole: string; short: string }; budget?: number },
): Markdown {
  const { heads, budget } = options;
  const whole = `${render(heads.whole, blocks, new Set())}\n`;
  if (budget === undefined) return { markdown: whole, leftOut: [] };
  if (!Number.isInteger(budget) || budget < MIN_BUDGET) {
    throw new InputError(
      `budget: expected a whole number of tokens, at least ${MIN_BUDGET}`,
    );
  }
  const max = budget * CHARACTERS_PER_TOKEN;
  if (whole.length <= max) return { markdown: whole, leftOut: [] };

  const units = blocks.flatMap(block =>
    typeof block.heading === 'string'
      ? block.units
      : [block.heading, ...block.units],
  );
  const places = new Map(units.map((unit, index) => [unit, index]));
  // Of equals the last ones go first: what matters more comes earlier.
  const leastFirst = [...units]
    .reverse()
    .sort((a, b) => a.importance - b.importance);
  const without = (
    count: number,
    nameAll: (left: Unit[]) => string[],
  ): Markdown => {
    const left = leastFirst
      .slice(0, count)
      .sort((a, b) => places.get(a)! - places.get(b)!);
    const text = render(heads.short, blocks, new Set(left));
    if (left.length === 0) return { markdown: `${text}\n`, leftOut: [] };
    const leftOut = nameAll(left);
    return {
      leftOut,
      markdown: `${text}\n\nLeft out to fit ${budget} tokens: ${leftOut.join(
        '; ',
      )}.\n`,
    };
  };
  const fits = ({ markdown }: Markdown) => markdown.length <= max;
  // By section as long as there is room for their names.
  const naming = fits(without(units.length, namesOf))
    ? namesOf
    : (left: Unit[]) => [counted(left)];
  // The fewest that have to go, give or take the words by which they are named.
  let [tooFew, enough] = [0, units.length];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (fits(without(middle, naming))) enough = middle;
    else tooFew = middle;
  }
  return without(enough, naming);
}
