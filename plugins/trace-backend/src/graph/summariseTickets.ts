import {
  IssueAttributes,
  projectOfTicket,
  TICKET_LINKS,
  TicketSummary,
  TrackerAttributes,
} from '@throughline/plugin-trace-common';
import { EntityConfig } from './attribution';
import { GraphEdge, GraphNode } from './types';

/** What of the graph a change's tickets are made of. */
export interface TicketParts {
  /** Its edges to tickets, with the ticket's node where a tracker knows it. */
  tickets: Array<{ edge: GraphEdge; node?: GraphNode }>;
  /** Which of its tickets and incidents are restricted, as node keys. */
  restrictedIssues: ReadonlySet<string>;
  /** Where a ticket is read that no tracker told of, as the settings say. */
  addressOf?: (ticket: string) => string | undefined;
}

/** What a ticket's node key has after its kind, e.g. `PAY-812`. */
export function nameOfTicket(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/**
 * Whether a key is a ticket's for an entity: a tracker knows it, or the entity
 * knows its prefix.
 *
 * @param node - what is known of it; undefined while only its key is
 */
export function isTicketOf(
  entity: Pick<EntityConfig, 'ticketPrefixes'>,
  key: string,
  node: Pick<GraphNode, 'kind'> | undefined,
): boolean {
  if (node) return node.kind === 'ticket';
  const prefix = projectOfTicket(key);
  return prefix !== undefined && entity.ticketPrefixes.includes(prefix);
}

const strength = (link: string) =>
  -TICKET_LINKS.findIndex(known => known === link);

/** Where more than one tracker has a ticket of this key: which ones. */
function ambiguity(
  node: GraphNode | undefined,
): Pick<TicketSummary, 'trackers'> {
  const trackers = Object.entries(node?.state ?? {})
    .filter(([name, value]) => name.startsWith('tracker:') && value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      const { title, url } = value as unknown as TrackerAttributes;
      return { host: name.slice('tracker:'.length), title, url };
    });
  return trackers.length > 1 ? { trackers } : {};
}

/** The tickets of a change that count for an entity, each once. */
export function summariseTickets(
  parts: TicketParts,
  entity: Pick<EntityConfig, 'ticketPrefixes'>,
): TicketSummary[] {
  const byTicket = new Map<string, TicketSummary>();
  for (const { edge, node } of parts.tickets) {
    const link = edge.type as TicketSummary['link'];
    const held = byTicket.get(edge.to);
    const counts = isTicketOf(entity, edge.to, node);
    if (counts && (!held || strength(link) > strength(held.link))) {
      const issue = node?.state as unknown as IssueAttributes | undefined;
      byTicket.set(edge.to, {
        id: edge.to,
        key: issue?.key ?? nameOfTicket(edge.to),
        title: node?.title,
        url: node?.url ?? parts.addressOf?.(edge.to),
        state: issue?.state,
        link,
        ...ambiguity(node),
        ...(parts.restrictedIssues.has(edge.to)
          ? { restricted: 'shown' as const }
          : {}),
      });
    }
  }
  return [...byTicket.values()].sort(
    (a, b) => strength(b.link) - strength(a.link) || a.id.localeCompare(b.id),
  );
}
