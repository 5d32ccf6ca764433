import {
  ignored,
  NormaliseError,
  readMembers,
  readPayload,
  TraceConnector,
} from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { readItems } from './changelog';
import { identifyRequest, ticketsIn } from './request';
import { timestamp } from './schemas';
import { JiraSettings } from './sites';
import { ticketFacts, ticketSchema } from './ticket';
import { verifyRequest } from './verify';

export const GIVES = ['tickets, their status and its changes', 'incidents'];

const schema = z.object({
  timestamp: timestamp.optional(),
  issue: ticketSchema,
  changelog: z
    .object({
      id: z.union([z.string(), z.number()]).optional(),
      items: z.array(z.unknown()).transform(readItems),
    })
    .nullish(),
});

const OF_TICKETS = new Set([
  'jira:issue_created',
  'jira:issue_updated',
  'jira:issue_deleted',
]);

/** Why an event is not read, by the beginning of its name. */
const IGNORED: Array<[begins: string, reason: string]> = [
  ['comment_', 'Nothing is read of comments.'],
  ['issuelink_', 'Links between tickets name them by numbers only.'],
  ['worklog_', 'Nothing is read of logged work.'],
  ['attachment_', 'Nothing is read of attachments.'],
  ['sprint_', 'A sprint says nothing about delivery.'],
];

/** Jira's webhooks. Everything it says depends on the kept body alone. */
export function createJiraConnector(settings: JiraSettings): TraceConnector {
  return {
    id: 'jira',
    title: 'Jira',
    gives: GIVES,
    verify: verifyRequest,
    async identify(request) {
      return identifyRequest(request, settings);
    },
    async speaksOf(request) {
      return ticketsIn(request);
    },
    async normalise({ event, body }) {
      const known = IGNORED.find(([begins]) => event.startsWith(begins));
      if (known) return ignored(known[1]);
      if (!OF_TICKETS.has(event)) {
        return ignored(`Jira's event "${event}" says nothing about a ticket.`);
      }
      let payload: Record<string, unknown>;
      try {
        payload = readMembers(body);
      } catch (error) {
        throw new NormaliseError(
          'payload',
          error instanceof Error ? error.message : `${error}`,
        );
      }
      const {
        issue,
        changelog,
        timestamp: sentAt,
      } = readPayload(schema, payload);
      const at = issue.fields.updated ?? sentAt;
      if (at === undefined) {
        throw new NormaliseError(
          'timestamp',
          'expected it, or issue.fields.updated: nothing says when this was so',
        );
      }
      const change = changelog && {
        id: changelog.id?.toString(),
        at,
        items: changelog.items,
      };
      return {
        outcome: 'facts',
        facts: ticketFacts(
          {
            ticket: issue,
            changes: change ? [change] : [],
            at: sentAt ?? at,
            source: 'webhook',
            deleted: event === 'jira:issue_deleted',
          },
          settings,
        ),
      };
    },
  };
}
