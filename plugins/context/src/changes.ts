import type {
  AttentionView,
  ContextAttention,
  ContextChanges,
  ContextFact,
  EntityContext,
  ItemChange,
  SectionChange,
  SectionView,
} from '@throughline/plugin-context-common';

/** How many things changed: facts, attention and links; a section that is new or gone is one. */
export function countChanges(changes: ContextChanges | undefined): number {
  return (changes?.sections ?? [])
    .map(({ change, facts, attention, links }) =>
      change === 'changed'
        ? Math.max(1, facts.length + attention.length + links.length)
        : 1,
    )
    .reduce((sum, count) => sum + count, 0);
}

/** What changed in one section. */
export function changeOfSection(
  { changes }: EntityContext,
  sectionId: string,
): SectionChange | undefined {
  return changes?.sections.find(change => change.sectionId === sectionId);
}

/** What became of an item of attention. In a section that is new, all of it is. */
export function changeOfAttention(
  context: EntityContext,
  { sectionId, id }: AttentionView,
): ItemChange<ContextAttention> | undefined {
  const section = changeOfSection(context, sectionId);
  return section?.attention.find(change => change.id === id);
}

/** Items that are no longer there, as they were. */
export function removedItems<Item>(changes: ItemChange<Item>[] = []): Item[] {
  return changes.flatMap(({ change, before }) =>
    change === 'removed' && before ? [before] : [],
  );
}

/** A section with the facts and links that changed; all of them if it is new. */
export function onlyWhatChanged(
  section: SectionView,
  change: SectionChange,
): SectionView {
  if (change.change === 'added') return section;
  const facts = new Set(change.facts.map(({ id }) => id));
  const links = new Set(change.links.map(({ id }) => id));
  return {
    ...section,
    facts: section.facts.filter(({ id }: ContextFact) => facts.has(id)),
    links: section.links.filter(({ href }) => links.has(href)),
  };
}
