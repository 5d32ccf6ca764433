import { JsonObject } from '@backstage/types';
import {
  Fact,
  IncidentAttributes,
  incidentKey,
  storableText,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';

const VENDOR = 'pagerduty';
const MAX_TITLE = 500;
const MAX_URL = 2_000;

/** Attributes of an incident: not said, or said to be none any more. */
export type Said = {
  [K in keyof IncidentAttributes]?: IncidentAttributes[K] | null;
};

/** An id of PagerDuty, e.g. `PT4KHLK`. */
export const id = z
  .string('an id')
  .regex(/^[\w-]{1,100}$/, 'an id of letters, digits, _ and -');

const STATUS = z.enum(
  ['triggered', 'acknowledged', 'resolved'],
  'one of triggered, acknowledged, resolved',
);

function pageAddress(text: string): string | undefined {
  if (text.length > MAX_URL || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password
    ? href
    : undefined;
}

function title(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').trim();
  return storableText(withoutAddresses(line), MAX_TITLE);
}

/** What webhooks and the API say of an incident alike. */
export const incident = {
  id,
  status: STATUS,
  title: z.string('a title').transform(title).nullish(),
  html_url: z.string('the address of a page').transform(pageAddress).nullish(),
  urgency: z.enum(['high', 'low'], 'one of high, low').nullish(),
  service: z.object({ id }, 'a service with its id').nullish(),
};

/** What both call by other names. */
interface Incident {
  status: z.output<typeof STATUS>;
  number: number;
  title?: string | null;
  html_url?: string | null;
  urgency?: string | null;
  service?: { id: string } | null;
  createdAt: string;
}

/** The key of an incident's node. */
export const keyOf = (incidentId: string) => incidentKey(VENDOR, incidentId);

/** A fact about an incident, as a store gives it back: nothing undefined. */
export function fact(
  incidentId: string,
  at: string,
  attributes: Said,
  rank = 0,
): Fact {
  return {
    subject: keyOf(incidentId),
    at,
    rank,
    attributes: JSON.parse(JSON.stringify(attributes)) as JsonObject,
  };
}

/**
 * What an incident is, apart from how far it is. Who is called, who answered and
 * what was written about it are not read.
 */
export function described(of: Incident): Said {
  return {
    key: `#${of.number}`,
    title: of.title || `Incident #${of.number}`,
    url: of.html_url ?? undefined,
    urgency: of.urgency ?? undefined,
    services: of.service ? [`${VENDOR}:${of.service.id}`] : [],
    createdAt: of.createdAt,
  };
}

/** Of reports of one moment: it is over after all else. */
export const RANKS = { open: 0, closed: 1 };

/** The earliest time: what holds then is chosen by rank alone. */
const BY_RANK = '1970-01-01T00:00:00.000Z';
/** What a rank may be where facts are stored. */
const MAX_RANK = 2 ** 31 - 1;
const YEAR_2000 = Date.UTC(2000, 0, 1);

/**
 * That an incident was acknowledged. Several people may, and again after it was
 * opened again: of all these times the first one is kept, in whatever order they
 * are told, because the earlier has the higher rank.
 */
export function acknowledgedFact(incidentId: string, at: string): Fact {
  const seconds = Math.floor((Date.parse(at) - YEAR_2000) / 1000);
  const rank = Math.min(Math.max(seconds, 0), MAX_RANK);
  return fact(incidentId, BY_RANK, { acknowledgedAt: at }, -rank);
}
