import {
  ContextSection,
  ContextStatus,
} from '@throughline/plugin-context-common';
import { traceReadPermission } from '@throughline/plugin-trace-common';
import { attentionOf, validUntil } from './attention';
import {
  dataOf,
  environmentOf,
  factsOf,
  orderedLines,
  versionOf,
} from './facts';
import { DeliverySummary } from './summary';
import { changes, deliveryTab, waitingFor } from './words';

/** Id of the section, and of the plugin. */
export const SECTION_ID = 'trace';

/** What runs, as the first half of the headline. */
function running(summary: DeliverySummary): string {
  const lines = orderedLines(summary);
  const first = lines[0]?.last;
  if (!first) return 'Nothing was deployed yet';
  if (first.release) return `${versionOf(first)} is the last release`;
  const runs = `${versionOf(first)} runs in ${environmentOf(first)}`;
  return first.production ? runs : `${runs}, nothing in production yet`;
}

/** The longest queue, as the second half of the headline. */
function waiting(summary: DeliverySummary): string | undefined {
  const longest = [...summary.stages].sort((a, b) => b.count - a.count)[0];
  if (!longest) return undefined;
  const { stage, count } = longest;
  const production = summary.lines.some(({ last }) => last.production);
  return `${changes(count)} ${count === 1 ? 'waits' : 'wait'} ${waitingFor(
    stage,
    production,
  )}`;
}

/** What is missing where nothing of a delivery is known. */
function whatIsMissing({ entity, seen }: DeliverySummary): string {
  if (!entity.repository) {
    return 'No repository is known: none of its annotations names one.';
  }
  return seen
    ? `No change of it was seen in ${entity.repository} yet.`
    : `Nothing was received from ${entity.repository} yet.`;
}

/**
 * The section `trace` of an entity in the unified view: a pure function of
 * what is stored of it, and of the moment for what has waited too long.
 *
 * It speaks of the entity and its own changes only, so it names no refs.
 *
 * @param asOf - what was known then is in the summary
 * @param historyId - as the contract of context has it
 */
export function buildSection(
  summary: DeliverySummary,
  { asOf, historyId, now }: { asOf: string; historyId?: string; now: Date },
): ContextSection {
  const { entity, lines, failures, lastChange } = summary;
  const head = {
    entityRef: entity.ref,
    sectionId: SECTION_ID,
    title: 'Delivery',
    permission: {
      name: traceReadPermission.name,
      resourceType: 'catalog-entity' as const,
    },
    asOf,
    historyId,
    links: [{ title: 'Delivery', href: deliveryTab(entity.ref) }],
  };
  if (lines.length === 0 && failures.length === 0 && !lastChange) {
    return {
      ...head,
      status: 'unknown',
      headline: whatIsMissing(summary),
      facts: [],
      attention: [],
    };
  }
  const attention = attentionOf(summary, now);
  let status: ContextStatus = attention.length > 0 ? 'attention' : 'ok';
  if (attention[0]?.status === 'blocked') status = 'blocked';
  return {
    ...head,
    validUntil: validUntil(summary, now),
    status,
    headline: `${[running(summary), waiting(summary)]
      .filter(Boolean)
      .join('; ')}.`,
    facts: factsOf(summary),
    attention,
    data: dataOf(summary),
  };
}
