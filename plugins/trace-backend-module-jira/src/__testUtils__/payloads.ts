import { JsonObject, JsonValue } from '@backstage/types';

/**
 * Made up, in the form that Atlassian documents:
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/#example-callback-for-an-issue-related-event
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get
 */
export const SITE = 'https://made-up.atlassian.net';

/** What of a ticket a test sets itself. */
export interface TicketOptions {
  key?: string;
  site?: string;
  fields?: JsonObject;
}

const CATEGORIES: Record<string, string> = {
  'To Do': 'new',
  'In Progress': 'indeterminate',
  Done: 'done',
};

/** A status, with its category. */
export function status(name: string): JsonObject {
  return {
    name,
    id: '10001',
    statusCategory: { id: 2, key: CATEGORIES[name], name },
  };
}

/** A ticket, with more than is read of it. */
export function ticket({
  key = 'PAY-812',
  site = SITE,
  fields = {},
}: TicketOptions = {}): JsonObject {
  return {
    id: '10002',
    self: `${site}/rest/api/2/issue/10002`,
    key,
    fields: {
      summary: 'Captures fail',
      description: 'Words that nobody needs here',
      status: status('To Do'),
      issuetype: { id: '10001', name: 'Bug', subtask: false },
      project: { id: '10000', key: key.split('-')[0], name: 'Project name' },
      labels: ['money'],
      security: null,
      resolution: null,
      resolutiondate: null,
      created: '2026-03-01T11:00:00.000+0100',
      updated: '2026-03-01T12:00:00.000+0100',
      assignee: {
        displayName: 'Somebody Made-Up',
        emailAddress: 'somebody@made-up.example',
      },
      issuelinks: [
        { outwardIssue: { key: 'SEC-9', fields: { summary: 'Linked words' } } },
      ],
      ...fields,
    },
  };
}

/** An item of a changelog. */
export function item(
  field: string,
  fromString: JsonValue,
  toString: JsonValue,
): JsonObject {
  // Set as JSON has it: an object's own.
  return { field, fieldId: field, fieldtype: 'jira', fromString, toString };
}

/** A webhook about a ticket. */
export function issueEvent(
  what: 'created' | 'updated' | 'deleted',
  options: TicketOptions & { items?: JsonObject[]; id?: string } = {},
): JsonObject {
  const { items, id = '10124' } = options;
  return {
    timestamp: Date.parse('2026-03-01T11:00:00.321Z'),
    webhookEvent: `jira:issue_${what}`,
    user: { displayName: 'Somebody Made-Up' },
    issue: ticket(options),
    ...(items && { changelog: { id, items } }),
  };
}
