import { RE2JS } from 're2js';
import { TicketPatternSettings } from './settings';

/** Longer expressions are refused. */
export const MAX_EXPRESSION = 200;

/** What a key is made of: a project's letters, then groups of the match. */
const KEY = /^([A-Z]{1,10})(?![A-Z])(?:[A-Z0-9._-]|\$[1-9])*$/i;
const GROUP = /\$([1-9])/g;

/** A pattern that is ready to be searched for. */
export interface CompiledPattern extends TicketPatternSettings {
  /** The letters that its keys begin with, upper case. */
  project: string;
  expression: RE2JS;
  /** For branches, which are mostly in lower case. */
  inBranches: RE2JS;
}

/** A pattern that cannot be used, and which part of it is why. */
export class UnusablePattern extends Error {
  constructor(readonly part: keyof TicketPatternSettings, message: string) {
    super(message);
  }
}

function compileExpression(pattern: string): RE2JS {
  if (pattern.length === 0 || pattern.length > MAX_EXPRESSION) {
    throw new UnusablePattern(
      'pattern',
      `it must have 1 to ${MAX_EXPRESSION} characters, and has ${pattern.length}`,
    );
  }
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new UnusablePattern(
      'pattern',
      `it must be an expression as RE2 takes them, without look-arounds and back-references: ${
        (error as Error).message
      }`,
    );
  }
}

/**
 * Compiles a pattern with RE2, whose time grows with the text alone: texts come
 * from whoever may open a request, and none may hold up the projection.
 *
 * @throws UnusablePattern saying which part cannot be used, and why
 */
export function compilePattern(
  settings: TicketPatternSettings,
): CompiledPattern {
  const { pattern, key } = settings;
  const expression = compileExpression(pattern);
  if (expression.testExact('')) {
    throw new UnusablePattern('pattern', 'it must not match the empty text');
  }
  const project = KEY.exec(key)?.[1].toUpperCase();
  if (!project) {
    throw new UnusablePattern(
      'key',
      'it must begin with the 1 to 10 letters of a project and go on with digits, ".", "_", "-" or groups of the pattern, e.g. CHG$1',
    );
  }
  const groups = [...key.matchAll(GROUP)].map(([, number]) => Number(number));
  const missing = groups.find(group => group > expression.groupCount());
  if (groups.length === 0 || missing) {
    throw new UnusablePattern(
      'key',
      groups.length === 0
        ? 'it must name a group of the pattern, such as $1, or all tickets would be one'
        : `it names $${missing}, and the pattern has ${expression.groupCount()} groups in brackets`,
    );
  }
  return {
    ...settings,
    project,
    expression,
    inBranches: RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE),
  };
}

/** The key that a match makes: `$1` and so on are its groups. */
export function keyOfMatch(
  key: string,
  group: (number: number) => string | null,
): string {
  return key.replace(GROUP, (_, number) => group(Number(number)) ?? '');
}
