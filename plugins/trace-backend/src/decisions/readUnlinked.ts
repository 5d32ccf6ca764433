import { TICKET_LINKS, UnlinkedTicket } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesFrom } from '../database/graph/operations/edges';
import { readNodes } from '../database/graph/operations/nodes';
import { EntityConfig } from '../graph/attribution';
import { summariseTickets } from '../graph/summariseTickets';
import { findRestrictedNodes } from '../restriction/findRestricted';
import { redactTicket } from '../restriction/redact';
import { isUnlinked } from './applyDecisions';

/**
 * The tickets that people took off a change, as an entity would show them.
 *
 * @param hides - whether the reader may not see the change's words
 */
export async function readUnlinked(
  knex: Knex,
  entity: Pick<EntityConfig, 'ticketPrefixes'>,
  changeKey: string,
  options: { seesRestricted: boolean; hides: boolean },
): Promise<UnlinkedTicket[]> {
  const edges = await readEdgesFrom(knex, [changeKey], [...TICKET_LINKS]);
  const tied = new Set(edges.filter(e => !isUnlinked(e)).map(({ to }) => to));
  const takenOff = edges.filter(({ to }) => !tied.has(to));
  if (takenOff.length === 0) return [];
  const keys = takenOff.map(({ to }) => to);
  const nodes = await readNodes(knex, keys);
  const restrictedIssues = await findRestrictedNodes(knex, keys);
  const tickets = takenOff.map(edge => ({ edge, node: nodes.get(edge.to) }));
  return summariseTickets({ tickets, restrictedIssues }, entity).map(ticket => {
    const { decided } = takenOff.find(
      ({ to, type }) => to === ticket.id && type === ticket.link,
    )!;
    const { reason, ...decision } = decided!;
    const shows =
      options.seesRestricted || !(options.hides || ticket.restricted);
    return {
      ticket: options.seesRestricted ? ticket : redactTicket(ticket),
      decided: shows ? { ...decision, reason } : decision,
    };
  });
}
