import {
  Fact,
  IssueAttributes,
  ticketKey,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import * as fields from '../request/fields';
import { notLater, said } from './said';

const MAX_CAUSES = 20;

const issue = {
  deliveryId: fields.deliveryId.optional(),
  key: fields.trackerKey,
  title: fields.title,
  url: fields.pageAddress.optional(),
  state: z.enum(['open', 'closed'], 'one of open, closed'),
  restricted: fields.flag.optional(),
  createdAt: fields.instant,
  closedAt: fields.instant.optional(),
  at: fields.instant.optional(),
};

/** A body of type `ticket`. */
export const ticketSchema = z.strictObject({
  type: z.literal('ticket'),
  ...issue,
});

/** A body of type `incident`. */
export const incidentSchema = z.strictObject({
  type: z.literal('incident'),
  ...issue,
  causedBy: fields
    .list(fields.cause, 'changes and commits')
    .max(MAX_CAUSES, `at most ${MAX_CAUSES} changes and commits`)
    .optional(),
});

type Ticket = z.output<typeof ticketSchema>;
type Incident = z.output<typeof incidentSchema>;

/** What a ticket or an incident is at a moment. */
export function issueFacts(
  body: Ticket | Incident,
  receivedAt: string,
): Fact[] {
  const { key, title, url, state, restricted, createdAt } = body;
  const at = notLater(body.at, receivedAt);
  const closed = state === 'closed';
  const attributes: Omit<IssueAttributes, 'closedAt'> & {
    closedAt: string | null;
  } = {
    key,
    title,
    url,
    state,
    incident: body.type === 'incident',
    restricted,
    createdAt,
    closedAt: closed ? body.closedAt ?? at : null,
    causedBy: body.type === 'incident' ? body.causedBy : undefined,
  };
  return [
    {
      subject: ticketKey(key),
      at,
      rank: closed ? 1 : 0,
      attributes: said(attributes),
    },
  ];
}
