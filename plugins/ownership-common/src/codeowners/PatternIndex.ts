import { GLOBSTAR, matchesPath, PathPattern } from './pathPattern';

interface Entry {
  /** Its place among all patterns; the highest that matches wins. */
  place: number;
  pattern: PathPattern;
}

/** The highest place, by what is below. */
interface Places {
  only: number;
  too: number;
  never: number;
}

type Buckets = Map<string, Entry[]>;

function put(buckets: Buckets, key: string, entry: Entry): void {
  const bucket = buckets.get(key);
  if (bucket) bucket.push(entry);
  else buckets.set(key, [entry]);
}

function raise(places: Map<string, Places>, key: string, entry: Entry): void {
  const known = places.get(key) ?? { only: -1, too: -1, never: -1 };
  known[entry.pattern.below] = Math.max(
    known[entry.pattern.below],
    entry.place,
  );
  places.set(key, known);
}

/** The ending of `*.ext`; none: it is something else. */
function endingOf({ parts }: PathPattern): string | undefined {
  const [first, last] = parts;
  if (parts.length !== 2 || first !== GLOBSTAR || !Array.isArray(last)) {
    return undefined;
  }
  const [star, ...rest] = last;
  if (star.type !== 'star') return undefined;
  let text = '';
  for (const token of rest) {
    if (token.type !== 'character') return undefined;
    text += token.character;
  }
  return text.startsWith('.') ? text : undefined;
}

/**
 * Finds the last of many patterns that matches a path. Most patterns are a
 * folder, a file or an ending, which are looked up; the others are tried only
 * where a part of them that has no wildcard stands in the path.
 */
export class PatternIndex {
  /** Everything from the root without wildcards. */
  private readonly paths = new Map<string, Places>();
  /** One name at any depth. */
  private readonly names = new Map<string, Places>();
  /** `*.ext` */
  private readonly endings = new Map<string, Places>();
  /** Others, by a name that has to be in the path. */
  private readonly named: Buckets = new Map();
  private readonly others: Entry[] = [];

  /** @param patterns - the last that matches wins */
  constructor(patterns: PathPattern[]) {
    patterns.forEach((pattern, place) => this.add({ place, pattern }));
    // The first that matches is the last one written.
    for (const bucket of [...this.named.values(), this.others]) {
      bucket.reverse();
    }
  }

  private add(entry: Entry): void {
    const { parts } = entry.pattern;
    if (parts.every(part => typeof part === 'string')) {
      raise(this.paths, parts.join('/'), entry);
      return;
    }
    const [first, second] = parts;
    if (
      parts.length === 2 &&
      first === GLOBSTAR &&
      typeof second === 'string'
    ) {
      raise(this.names, second, entry);
      return;
    }
    const ending = endingOf(entry.pattern);
    if (ending !== undefined) {
      raise(this.endings, ending, entry);
      return;
    }
    // The longest name is in the fewest paths.
    const [name] = parts
      .filter(part => typeof part === 'string')
      .sort((one, other) => other.length - one.length);
    if (name === undefined) this.others.push(entry);
    else put(this.named, name, entry);
  }

  /**
   * The place of the last pattern that matches; -1: none does.
   *
   * @param path - a file's, from the root of the repository, e.g. `src/a.ts`
   */
  last(path: string): number {
    const parts = path.split('/').filter(part => part !== '');
    let best = -1;
    const take = (places: Places | undefined, isLast: boolean) => {
      if (!places) return;
      best = Math.max(best, places.too, isLast ? places.never : places.only);
    };
    const attempt = (entries: Entry[] | undefined) => {
      for (const { place, pattern } of entries ?? []) {
        if (place <= best) return;
        if (matchesPath(pattern, parts)) {
          best = place;
          return;
        }
      }
    };
    take(this.paths.get(''), false);
    let prefix = '';
    parts.forEach((part, depth) => {
      const isLast = depth === parts.length - 1;
      prefix = depth === 0 ? part : `${prefix}/${part}`;
      take(this.paths.get(prefix), isLast);
      take(this.names.get(part), isLast);
      for (
        let dot = part.indexOf('.');
        dot >= 0;
        dot = part.indexOf('.', dot + 1)
      ) {
        take(this.endings.get(part.slice(dot)), isLast);
      }
    });
    for (const part of new Set(parts)) attempt(this.named.get(part));
    attempt(this.others);
    return best;
  }
}
