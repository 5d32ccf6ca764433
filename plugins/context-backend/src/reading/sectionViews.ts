import {
  ContextSection,
  NamesEntities,
  SectionView,
} from '@throughline/plugin-context-common';
import { refsOfItem } from './refs';
import { StoredSection } from './types';
import { Visible } from './Visibility';

/**
 * What is left of a section for a reader: nothing without its permission, and
 * without what names entities that the reader cannot see.
 */
export function viewOf(
  stored: StoredSection,
  visible: Visible,
): SectionView | undefined {
  const { entityRef, body } = stored;
  if (!body || !visible.allows(entityRef, body.permission)) return undefined;

  const shown = (item: NamesEntities) =>
    refsOfItem(item, entityRef).every(ref => visible.shows(ref));
  return {
    plugin: stored.plugin,
    sectionId: stored.sectionId,
    title: body.title,
    status: body.status,
    ...(shown({ refs: body.refs }) && wholeOf(body)),
    facts: body.facts.filter(shown),
    attention: body.attention.filter(shown),
    links: body.links.filter(shown),
    revision: stored.revision,
    changedAt: stored.changedAt,
    asOf: stored.asOf,
  };
}

/** What speaks of all that the section names. */
function wholeOf({ headline, data }: ContextSection) {
  return { headline, ...(data && { data }) };
}
