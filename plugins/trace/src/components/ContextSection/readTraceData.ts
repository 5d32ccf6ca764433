import { SectionChange, SectionView } from '@throughline/plugin-context-common';
import { TraceContextData } from '@throughline/plugin-trace-common';

/** Ids of facts that say what runs in an environment begin so. */
const DEPLOYED = 'deployed:';

/** What the section carries besides its facts; nothing while it is withheld. */
export function readTraceData({
  data,
}: SectionView): TraceContextData | undefined {
  return Array.isArray(data?.environments)
    ? (data as TraceContextData)
    : undefined;
}

/**
 * The section without the facts that the strip of environments shows already.
 * What changed stays a fact, because there it says what it was before.
 */
export function withoutEnvironments(
  section: SectionView,
  changes?: SectionChange,
): SectionView {
  const changed = new Set(changes?.facts.map(({ id }) => id));
  return {
    ...section,
    facts: section.facts.filter(
      ({ id }) => !id.startsWith(DEPLOYED) || changed.has(id),
    ),
  };
}
