import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import { ISSUE_RANKS, issueFact } from '../../issue';
import { id, instant, labelNames, pageAddress, prose } from '../../schemas';
import { numberOf, PageReading, readList } from './reading';
import { Page, PageRequest, Resource } from './types';

/** https://docs.gitlab.com/api/issues/#list-all-project-issues */
const schema = z.object({
  iid: id,
  title: prose(500),
  description: z.string().nullish(),
  web_url: pageAddress,
  state: z.enum(['opened', 'closed']),
  issue_type: prose(100).nullish(),
  confidential: z.boolean().nullish(),
  labels: z.array(prose(100)).optional(),
  created_at: instant,
  updated_at: instant,
  closed_at: instant.nullish().transform(value => value ?? null),
});

async function readIssues(request: PageRequest): Promise<Page> {
  const list = await readList(request, '/issues', {
    scope: 'all',
    state: 'all',
    order_by: 'updated_at',
    sort: 'desc',
    updated_after: request.since,
  });
  const page = new PageReading();
  for (const item of list.items) {
    await page.item(`#${numberOf(item)}`, () => {
      const read = readPayload(schema, item);
      const closed = read.state === 'closed';
      return [
        issueFact(
          request.project,
          {
            number: read.iid,
            title: read.title,
            description: read.description,
            url: read.web_url,
            state: read.state,
            type: read.issue_type,
            confidential: read.confidential,
            labels: read.labels && labelNames(read.labels),
            createdAt: read.created_at,
            updatedAt: read.updated_at,
            closedAt: closed ? read.closed_at : null,
          },
          closed ? ISSUE_RANKS.close : ISSUE_RANKS.reopen,
          request.settings,
        ),
      ];
    });
  }
  const { facts, unread } = page;
  return {
    facts,
    next: list.next,
    seen: list.items.length,
    total: list.total,
    unread,
  };
}

/** Tickets and incidents. */
export const issues: Resource = {
  title: 'Issues',
  without: 'tickets and incidents',
  overlapDays: 0,
  enabled: project => project.issues_enabled !== false,
  readPage: readIssues,
};
