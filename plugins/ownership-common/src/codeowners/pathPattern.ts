import { literalOf, matchesWildcard, readWildcard, Wildcard } from './wildcard';
import { Dialect } from './types';

/** Any number of folders, none included. */
export const GLOBSTAR = Symbol('**');

/** A part of a pattern: text, something with wildcards, or `**`. */
export type Part = string | Wildcard | typeof GLOBSTAR;

/** Which paths a pattern is about, by its parts between slashes. */
export interface PathPattern {
  parts: Part[];
  /**
   * What is below a match: `only` that (a folder), that `too`, or `never`.
   */
  below: 'only' | 'too' | 'never';
}

function readPart(text: string, dialect: Dialect): Part {
  if (text === '**') return GLOBSTAR;
  const wildcard = readWildcard(text, dialect === 'gitlab');
  return literalOf(wildcard) ?? wildcard;
}

const isStar = (part: Part | undefined) =>
  Array.isArray(part) && part.length === 1 && part[0].type === 'star';

/**
 * GitHub: as in .gitignore, except that `docs/*` is not about what is deeper.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
function readGithubPattern(pattern: string): PathPattern {
  const folder = pattern.endsWith('/');
  const bare = pattern.replace(/^\/|\/$/g, '');
  const anchored = pattern.startsWith('/') || bare.includes('/');
  const parts = bare.split('/').map(part => readPart(part, 'github'));
  if (parts[parts.length - 1] === GLOBSTAR) {
    while (parts[parts.length - 1] === GLOBSTAR) parts.pop();
    return { parts, below: 'only' };
  }
  if (folder) {
    return { parts: anchored ? parts : [GLOBSTAR, ...parts], below: 'only' };
  }
  if (!anchored) return { parts: [GLOBSTAR, ...parts], below: 'too' };
  return { parts, below: isStar(parts[parts.length - 1]) ? 'never' : 'too' };
}

/**
 * GitLab: of files alone, at any depth unless it begins with a slash; `**` is
 * folders only before a slash.
 * https://docs.gitlab.com/user/project/codeowners/reference/#path-matching
 */
function readGitlabPattern(pattern: string): PathPattern {
  const folder = pattern.endsWith('/');
  const bare = pattern.replace(/^\/|\/$/g, '');
  const texts = bare === '' ? [] : bare.split('/');
  const parts = texts.map((text, index) => {
    const last = index === texts.length - 1 && !folder;
    return readPart(last && text === '**' ? '*' : text, 'gitlab');
  });
  return {
    parts: pattern.startsWith('/') ? parts : [GLOBSTAR, ...parts],
    below: folder ? 'only' : 'never',
  };
}

/** Reads a pattern as the forge does. */
export function readPathPattern(
  pattern: string,
  dialect: Dialect,
): PathPattern {
  return dialect === 'github'
    ? readGithubPattern(pattern)
    : readGitlabPattern(pattern);
}

function matchesPart(part: Part, text: string): boolean {
  if (typeof part === 'string') return part === text;
  return part === GLOBSTAR || matchesWildcard(part, text);
}

/**
 * Whether a path matches. Takes parts times parts at most, whatever the stars.
 *
 * @param path - its parts, from the root of the repository
 */
export function matchesPath(
  { parts, below }: PathPattern,
  path: string[],
): boolean {
  const end = parts.length;
  /** The parts that may come next. */
  let next = new Set<number>();
  const reach = (into: Set<number>, at: number) => {
    let part = at;
    into.add(part);
    while (parts[part] === GLOBSTAR) {
      part += 1;
      into.add(part);
    }
  };
  reach(next, 0);
  if (next.has(end) && below === 'only' && path.length > 0) return true;
  for (let depth = 0; depth < path.length; depth += 1) {
    const after = new Set<number>();
    for (const at of next) {
      if (at < end && matchesPart(parts[at], path[depth])) {
        reach(after, parts[at] === GLOBSTAR ? at : at + 1);
      }
    }
    next = after;
    const last = depth === path.length - 1;
    if (next.has(end)) {
      if (last ? below !== 'only' : below !== 'never') return true;
    }
    if (next.size === 0) return false;
  }
  return false;
}
