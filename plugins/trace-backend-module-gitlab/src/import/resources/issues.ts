import { z } from 'zod';
import { Fact } from '@throughline/plugin-trace-common';
import { readPayload } from '@throughline/plugin-trace-node';
import { ISSUE_RANKS, issueFact } from '../../issue';
import { id, instant, labelNames, pageAddress, prose } from '../../schemas';
import { transitionFact } from '../../transition';
import { numberOf, PageReading, readAll, readList } from './reading';
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

/**
 * https://docs.gitlab.com/api/resource_state_events/; `reopened` is what GitLab
 * stores of an issue, the page has `opened` for it.
 */
const eventSchema = z.object({ state: z.string(), created_at: instant });
const STATES = new Map<string, 'opened' | 'closed'>([
  ['opened', 'opened'],
  ['reopened', 'opened'],
  ['closed', 'closed'],
]);

/** Each issue takes a request more, and what is read is kept after a page. */
const PAGE_SIZE = 50;
const MAX_EVENT_PAGES = 3;

/** When it was closed and opened again; it has not been if it never changed. */
async function readTransitions(
  item: z.output<typeof schema>,
  request: PageRequest,
  page: PageReading,
): Promise<Fact[]> {
  if (item.state === 'opened' && item.updated_at === item.created_at) return [];
  const path = `/issues/${item.iid}/resource_state_events`;
  const events = await readAll(request, path, eventSchema, {
    pages: MAX_EVENT_PAGES,
  });
  if (!events?.complete) page.limit('transitions', `#${item.iid}`);
  return (events?.items ?? []).flatMap(({ state, created_at: at }) => {
    const to = STATES.get(state);
    return to
      ? [
          transitionFact(
            request.project.name,
            { issue: item.iid, to, at },
            'history',
          ),
        ]
      : [];
  });
}

async function readIssues(request: PageRequest): Promise<Page> {
  const list = await readList(request, '/issues', {
    per_page: PAGE_SIZE,
    scope: 'all',
    state: 'all',
    order_by: 'updated_at',
    sort: 'desc',
    updated_after: request.since,
  });
  const page = new PageReading();
  for (const item of list.items) {
    await page.item(`#${numberOf(item)}`, async () => {
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
        ...(await readTransitions(read, request, page)),
      ];
    });
  }
  const { facts, unread, limited } = page;
  return {
    facts,
    next: list.next,
    seen: list.items.length,
    total: list.total,
    unread,
    limited,
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
