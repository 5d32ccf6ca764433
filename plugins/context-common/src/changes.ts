import isEqual from 'fast-deep-equal';
import { ItemChange, SectionChange, SectionView } from './api';

/**
 * What became of items that have the same key before and after. Removed ones
 * come last, the others in the order they are in now.
 */
function changedItems<Item extends object>(
  before: Item[],
  after: Item[],
  keyOf: (item: Item) => string,
): ItemChange<Item>[] {
  const earlier = new Map(before.map(item => [keyOf(item), item]));
  const now = new Map(after.map(item => [keyOf(item), item]));
  const changes: ItemChange<Item>[] = [];
  for (const [id, item] of now) {
    const was = earlier.get(id);
    if (!was) {
      changes.push({ id, change: 'added', after: item });
    } else if (!isEqual(was, item)) {
      changes.push({ id, change: 'changed', before: was, after: item });
    }
  }
  for (const [id, item] of earlier) {
    if (!now.has(id)) changes.push({ id, change: 'removed', before: item });
  }
  return changes;
}

/**
 * What changed in a section, by content: facts and attention are found again
 * by their id, links by their address. When it was, its revision and its
 * `data`, which only its own renderer understands, do not count.
 *
 * @param before - undefined when there was no such section, or none that the
 *   reader may see
 * @param after - undefined when there is none any more
 * @returns undefined when nothing changed
 */
export function changesOf(
  before: SectionView | undefined,
  after: SectionView | undefined,
): SectionChange | undefined {
  const shown = after ?? before;
  if (!shown) return undefined;

  const facts = changedItems(
    before?.facts ?? [],
    after?.facts ?? [],
    ({ id }) => id,
  );
  const attention = changedItems(
    before?.attention ?? [],
    after?.attention ?? [],
    ({ id }) => id,
  );
  const links = changedItems(
    before?.links ?? [],
    after?.links ?? [],
    ({ href }) => href,
  );
  const headline = before?.headline !== after?.headline;
  const status = before && after && before.status !== after.status;
  if (
    before &&
    after &&
    !headline &&
    !status &&
    facts.length + attention.length + links.length === 0
  ) {
    return undefined;
  }
  return {
    sectionId: shown.sectionId,
    title: shown.title,
    change: kindOf(before, after),
    changedAt: shown.changedAt,
    ...(status && { status: { before: before.status, after: after.status } }),
    ...(headline && {
      headline: { before: before?.headline, after: after?.headline },
    }),
    facts,
    attention,
    links,
  };
}

function kindOf(
  before: SectionView | undefined,
  after: SectionView | undefined,
): SectionChange['change'] {
  if (!before) return 'added';
  return after ? 'changed' : 'removed';
}
