import { changesOf, SectionChange } from '@throughline/plugin-context-common';
import { viewOf } from './sectionViews';
import { StoredSection } from './types';
import { Visible } from './Visibility';

/** What a reader sees change from one revision of a section to another. */
export function compareRevisions(
  before: StoredSection | undefined,
  after: StoredSection,
  visible: Visible,
): SectionChange | undefined {
  const change = changesOf(
    before && viewOf(before, visible),
    viewOf(after, visible),
  );
  return change && { ...change, changedAt: after.changedAt };
}

/**
 * What a reader sees change in the sections of an entity.
 *
 * @param before - sections as they were at the baseline; those that are the
 *   same since may be left out
 * @param after - all sections as they are shown, gone ones as well
 * @param baseline - number of a revision
 */
export function compareSections(
  before: StoredSection[],
  after: StoredSection[],
  baseline: number,
  visible: Visible,
): SectionChange[] {
  const earlier = new Map(before.map(section => [section.sectionId, section]));
  return after.flatMap(section => {
    if (section.revision <= baseline) return [];
    const was = earlier.get(section.sectionId);
    return compareRevisions(was, section, visible) ?? [];
  });
}
