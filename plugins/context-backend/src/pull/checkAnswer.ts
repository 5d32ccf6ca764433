import {
  ContextSection,
  LIMITS,
  parseSection,
} from '@throughline/plugin-context-common';
import { SourceError } from './ContextSource';

/** What can be used of an answer. */
export interface CheckedAnswer {
  /** Sections that are in order. */
  sections: ContextSection[];
  /**
   * By entity ref, what was wrong. Of such an entity nothing is taken to have
   * gone away.
   */
  problems: Map<string, string>;
  /** Refs that were answered without having been asked. */
  strangers: string[];
}

function refOf(item: unknown): string | undefined {
  const ref = (item as { entityRef?: unknown } | null)?.entityRef;
  return typeof ref === 'string' ? ref.toLocaleLowerCase('en-US') : undefined;
}

/** The sections of one entity, or what is wrong with some of them. */
function checkSections(
  pluginId: string,
  items: unknown[],
): { sections: ContextSection[]; problems: string[] } {
  if (items.length > LIMITS.sectionsOfPlugin) {
    return {
      sections: [],
      problems: [
        `The plugin "${pluginId}" answered ${items.length} sections; expected at most ${LIMITS.sectionsOfPlugin}`,
      ],
    };
  }
  const byId = new Map<string, ContextSection[]>();
  const problems: string[] = [];
  for (const item of items) {
    const parsed = parseSection(item, pluginId);
    if ('problem' in parsed) {
      problems.push(
        `The plugin "${pluginId}" answered a section that cannot be used: ${parsed.problem}`,
      );
    } else {
      const { sectionId } = parsed.section;
      byId.set(sectionId, [...(byId.get(sectionId) ?? []), parsed.section]);
    }
  }
  const sections: ContextSection[] = [];
  for (const [sectionId, same] of byId) {
    if (same.length === 1) {
      sections.push(same[0]);
    } else {
      problems.push(
        `The plugin "${pluginId}" answered the section "${sectionId}" ${same.length} times`,
      );
    }
  }
  return { sections, problems };
}

/**
 * Takes an answer apart: one bad section does no harm to the others.
 *
 * @throws SourceError when a section does not say what it is about, for then
 *   nobody knows whose is missing
 */
export function checkAnswer(
  pluginId: string,
  asked: string[],
  items: unknown[],
): CheckedAnswer {
  const byRef = new Map<string, unknown[]>(asked.map(ref => [ref, []]));
  const strangers: string[] = [];
  for (const [index, item] of items.entries()) {
    const ref = refOf(item);
    if (ref === undefined) {
      throw new SourceError(
        `The plugin "${pluginId}" answered a section without an entity: items.${index}.entityRef: expected text`,
      );
    }
    const known = byRef.get(ref);
    if (known) known.push(item);
    else strangers.push(ref);
  }

  const answer: CheckedAnswer = {
    sections: [],
    problems: new Map(),
    strangers,
  };
  for (const [ref, itemsOfRef] of byRef) {
    const { sections, problems } = checkSections(pluginId, itemsOfRef);
    answer.sections.push(...sections);
    if (problems.length > 0) {
      const more = problems.length > 1 ? '; and more' : '';
      answer.problems.set(ref, `${problems[0]}${more}`);
    }
  }
  return answer;
}
