import { readPathPattern } from './pathPattern';
import { PatternIndex } from './PatternIndex';
import { Codeowners, OwnerRule } from './types';

interface SectionIndex {
  rules: OwnerRule[];
  index: PatternIndex;
  exclusions: PatternIndex;
}

/** Finds which lines of a CODEOWNERS file say who owns a path. */
export class OwnerFinder {
  private readonly sections: SectionIndex[];

  constructor({ dialect, rules, sections }: Codeowners) {
    const indexOf = (some: OwnerRule[]) =>
      new PatternIndex(
        some.map(({ pattern }) => readPathPattern(pattern, dialect)),
      );
    this.sections = sections.map((_, place) => {
      const own = rules.filter(({ section }) => section === place);
      const naming = own.filter(({ excludes }) => !excludes);
      return {
        rules: naming,
        index: indexOf(naming),
        exclusions: indexOf(own.filter(({ excludes }) => excludes)),
      };
    });
  }

  /**
   * The line of each section that counts for a path, in the order of the
   * sections. A line without owners says that nobody owns it.
   *
   * @param path - from the root of the repository, e.g. `src/a.ts`
   */
  rulesFor(path: string): OwnerRule[] {
    const found: OwnerRule[] = [];
    for (const { rules, index, exclusions } of this.sections) {
      const place = index.last(path);
      if (place >= 0 && exclusions.last(path) < 0) found.push(rules[place]);
    }
    return found;
  }
}
