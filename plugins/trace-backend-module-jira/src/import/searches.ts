import { JiraClient, NotThere } from '../client';
import { JiraSite } from '../config';
import { readChangelogs } from './changelogs';

/** All that is read of a ticket. */
const FIELDS = [
  'summary',
  'status',
  'issuetype',
  'labels',
  'security',
  'resolution',
  'created',
  'updated',
  'resolutiondate',
  'statuscategorychangedate',
];
const PAGE = 100;
/**
 * Between two pages so many tickets may go, by being deleted or moved, without
 * another one slipping through.
 */
const OVERLAP = 10;

/** A page of tickets, none of them checked. */
export interface TicketPage {
  tickets: unknown[];
  /** Where the next one begins; undefined: this was the last. */
  next?: string;
  /** How many of them were on the page before as well, at most. */
  repeated: number;
  total?: number;
}

/** How one kind of Jira is searched. */
export interface Search {
  /** Where it keeps a project. */
  projectPath(project: string): string;
  readPage(
    client: JiraClient,
    jql: string,
    cursor: string | undefined,
  ): Promise<TicketPage>;
  /** Changes by id of the ticket; undefined where they come with the tickets. */
  readChangelogs?(
    client: JiraClient,
    ids: string[],
  ): Promise<ReadonlyMap<string, unknown[]>>;
}

interface CloudPage {
  issues?: unknown[];
  nextPageToken?: string | null;
}

interface DataCenterPage {
  issues?: unknown[];
  total?: number;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * Jira Cloud:
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
 */
const cloud: Search = {
  projectPath: project => `/rest/api/3/project/${project}`,
  async readPage(client, jql, cursor) {
    const { data } = await client.post<CloudPage>('/rest/api/3/search/jql', {
      jql,
      fields: FIELDS,
      maxResults: PAGE,
      ...(cursor !== undefined && { nextPageToken: cursor }),
    });
    return {
      tickets: list(data.issues),
      next: data.nextPageToken ?? undefined,
      repeated: 0,
    };
  },
  readChangelogs,
};

/**
 * Jira Data Center, which gives changes with the tickets only:
 * https://developer.atlassian.com/server/jira/platform/rest/v10000/api-group-search/
 */
const dataCenter: Search = {
  projectPath: project => `/rest/api/2/project/${project}`,
  async readPage(client, jql, cursor) {
    const startAt = Number(cursor ?? 0);
    const { data } = await client.post<DataCenterPage>('/rest/api/2/search', {
      jql,
      fields: FIELDS,
      expand: ['changelog'],
      maxResults: PAGE,
      startAt,
    });
    const tickets = list(data.issues);
    const end = startAt + tickets.length;
    const total = data.total ?? 0;
    const next = Math.max(startAt + 1, end - OVERLAP);
    return {
      tickets,
      next: tickets.length > 0 && end < total ? String(next) : undefined,
      repeated: cursor === undefined ? 0 : OVERLAP,
      total,
    };
  },
};

/** How a site is searched. */
export function searchOf({ kind }: JiraSite): Search {
  return kind === 'cloud' ? cloud : dataCenter;
}

/** In UTC, to the minute: `2026-03-01 10:00`. */
function jqlTime(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

/** No time zone is further behind UTC. */
const FURTHEST_BEHIND_MS = 12 * 60 * 60 * 1000;

/**
 * Tickets of a project that were changed since, the newest first: who is changed
 * while pages are read goes to the front, where the next run begins, and moves
 * others back, where they are read again at worst.
 *
 * Jira reads times by the clock of whoever asks, in a time zone that is nobody's
 * business here, so it is asked for as many hours more as that may be behind.
 * https://support.atlassian.com/jira-software-cloud/docs/jql-fields/#Updated
 */
export function jqlOf(project: string, since: string): string {
  const from = jqlTime(Date.parse(since) - FURTHEST_BEHIND_MS);
  return `project = "${project}" AND updated >= "${from}" ORDER BY updated DESC`;
}

/**
 * What time it is at the site.
 *
 * @throws with a message for people when the project is not to be seen
 */
export async function lookAtProject(
  client: JiraClient,
  site: JiraSite,
  project: string,
): Promise<string> {
  try {
    const { date } = await client.get(searchOf(site).projectPath(project));
    return date;
  } catch (error) {
    if (!(error instanceof NotThere)) throw error;
    throw new Error(
      `${site.address} has no project ${project} that these credentials may see: it was deleted, has another key now, or its permission "Browse projects" is missing. What was imported stays`,
    );
  }
}
