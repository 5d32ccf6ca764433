import {
  Fact,
  IssueAttributes,
  ticketKey,
  TrackerAttributes,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { fact } from '@throughline/plugin-trace-node';
import {
  Change,
  formerKeys,
  lastTransition,
  setsSecurity,
  transitionFacts,
} from './changelog';
import { instant, key, prose } from './schemas';
import { hostOf, isListed, JiraSettings, pageOf, siteOf } from './sites';

const MAX_LABELS = 100;
/** Of two reports of one moment the later one has the higher rank. */
const RANK = {
  /** Yields to what is kept of it once its project is listed. */
  keyOnly: 0,
  kept: 1,
  deleted: 2,
};

const named = (max: number) =>
  z
    .object({ name: prose(max) })
    .nullish()
    .transform(value => value?.name)
    .optional();

/**
 * A ticket as webhooks and the API show it:
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/#issue-events
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
 */
export const ticketSchema = z.object({
  key,
  self: z.string().transform((value, context) => {
    const site = siteOf(value);
    if (site) return site;
    context.addIssue("expected the address of the ticket in Jira's API");
    return z.NEVER;
  }),
  fields: z.object({
    summary: prose(500).nullish(),
    status: z
      .object({
        name: prose(100).optional(),
        statusCategory: z.object({ key: z.string() }).nullish(),
      })
      .nullish(),
    issuetype: named(100),
    labels: z
      .array(prose(100))
      .nullish()
      .transform(list => list?.slice(0, MAX_LABELS))
      .optional(),
    security: z.unknown().optional(),
    resolution: z.unknown().optional(),
    created: instant.nullish(),
    updated: instant.nullish(),
    resolutiondate: instant.nullish(),
    statuscategorychangedate: instant.nullish(),
  }),
});

/** A ticket, read. Its `self` is the site that it is on. */
export type Ticket = z.output<typeof ticketSchema>;

/** What is known of a ticket at a moment. */
export interface Report {
  ticket: Ticket;
  /** Changes that the report tells. */
  changes: Change[];
  /** ISO 8601: when it was so, where the ticket does not say. */
  at: string;
  /** Tells the changes apart of which one knows the time better. */
  source: 'webhook' | 'history';
  deleted?: boolean;
}

/** Undefined when the report does not say. */
function isClosed({ status, resolution }: Ticket['fields']) {
  const category = status?.statusCategory?.key;
  if (category !== undefined) return category === 'done';
  // Jira before 6.2 has no categories.
  return resolution === undefined ? undefined : resolution !== null;
}

function closingTime(
  { ticket: { fields }, changes, deleted }: Report,
  at: string,
): string | null | undefined {
  const closed = isClosed(fields);
  if (closed === undefined && !deleted) return undefined;
  if (!closed) return deleted ? at : null;
  return (
    fields.resolutiondate ??
    fields.statuscategorychangedate ??
    lastTransition(changes) ??
    (deleted ? at : undefined)
  );
}

function stateOf({
  ticket,
  deleted,
}: Report): IssueAttributes['state'] | undefined {
  const closed = deleted || isClosed(ticket.fields);
  if (closed === undefined) return undefined;
  return closed ? 'closed' : 'open';
}

/** Undefined for a reduced ticket that does not say. */
function isRestricted({ ticket, changes, source }: Report) {
  const { security, updated } = ticket.fields;
  if (security !== undefined) return security !== null;
  if (source === 'webhook' && changes.some(setsSecurity)) return true;
  // A whole ticket has no such field where its project has no levels.
  return updated ? false : undefined;
}

/** What may be kept of a ticket with its words. */
function wordsOf(
  { ticket }: Report,
  restricted: boolean | undefined,
  { incidentLabels, incidentTypes }: JiraSettings,
) {
  const { summary, issuetype: type, labels, status } = ticket.fields;
  const isOneOf = (names: ReadonlySet<string>) => (name: string) =>
    names.has(name.toLowerCase());
  // Without labels, a type that makes no incident leaves it undecided.
  const incident =
    (type !== undefined && isOneOf(incidentTypes)(type)) ||
    labels?.some(isOneOf(incidentLabels));
  return {
    // While nobody knows whether many may read it, it is not kept.
    title: restricted === undefined ? undefined : summary ?? undefined,
    url: pageOf(ticket.self, ticket.key),
    incident,
    restricted,
    labels,
    type,
    status: status?.name,
  };
}

/** What is kept of a ticket of a project that is not listed. */
function keyOnly(ticketName: string) {
  return {
    title: ticketName,
    url: null,
    incident: false,
    restricted: true,
    labels: null,
    type: null,
    status: null,
  };
}

function trackerRegister(
  site: string,
  { title, url, restricted }: Partial<Record<keyof TrackerAttributes, unknown>>,
) {
  // One value: what is not known of it may not take the place of what is.
  return title === undefined || restricted === undefined
    ? {}
    : {
        [`tracker:${hostOf(site)}`]: {
          title,
          url: url ?? undefined,
          restricted,
        },
      };
}

/** A key that the ticket had: closed since, and else as the ticket is now. */
function formerFact(
  former: string,
  at: string,
  movedAt: string,
  own: ReturnType<typeof wordsOf> | ReturnType<typeof keyOnly>,
  site: string,
  listed: boolean,
): Fact {
  const said = listed ? { ...own, url: pageOf(site, former) } : keyOnly(former);
  return fact<IssueAttributes>(
    ticketKey(former),
    at,
    {
      key: former,
      title: said.title,
      url: said.url,
      restricted: said.restricted,
      state: 'closed',
      closedAt: movedAt,
      ...trackerRegister(site, said),
    },
    listed ? RANK.kept : RANK.keyOnly,
  );
}

/**
 * What a report says of a ticket, and of the keys that it had before. The same
 * from a webhook and from the API.
 */
export function ticketFacts(report: Report, settings: JiraSettings): Fact[] {
  const { ticket, changes, source, deleted } = report;
  const { fields, key: name, self: site } = ticket;
  const at = deleted
    ? [report.at, fields.updated ?? report.at].sort().at(-1)!
    : fields.updated ?? report.at;
  const listed = isListed(settings, site, name);
  const said = listed
    ? wordsOf(report, isRestricted(report), settings)
    : keyOnly(name);
  const rank = listed ? RANK.kept : RANK.keyOnly;
  return [
    fact<IssueAttributes>(
      ticketKey(name),
      at,
      {
        key: name,
        ...said,
        state: stateOf(report),
        createdAt: fields.created ?? undefined,
        closedAt: closingTime(report, at),
        ...trackerRegister(site, said),
      },
      deleted ? RANK.deleted : rank,
    ),
    ...changes.flatMap(change =>
      formerKeys(change.items, name).map(former =>
        formerFact(
          former,
          at,
          change.at,
          said,
          site,
          listed && isListed(settings, site, former),
        ),
      ),
    ),
    ...(listed ? transitionFacts(name, changes, source) : []),
  ];
}
