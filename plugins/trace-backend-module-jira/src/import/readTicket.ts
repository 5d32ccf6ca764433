import { Fact } from '@throughline/plugin-trace-common';
import { NormaliseError, readPayload } from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { Change, readItems } from '../changelog';
import { JiraSite } from '../config';
import { changeTime, isKey } from '../schemas';
import { isListed, JiraSettings } from '../sites';
import { ticketFacts, ticketSchema } from '../ticket';

const changesSchema = z.array(
  z
    .object({
      id: z.union([z.string(), z.number()]),
      created: changeTime,
      items: z.array(z.unknown()).transform(readItems),
    })
    .transform(
      ({ id, created, items }): Change => ({
        id: String(id),
        at: created,
        items,
      }),
    ),
);

const schema = ticketSchema.extend({
  id: z.coerce.string().optional(),
  changelog: z
    .object({
      histories: changesSchema,
      total: z.number().optional(),
    })
    .optional(),
});

/** What reading a ticket is given. */
export interface Reading {
  site: JiraSite;
  settings: JiraSettings;
  /** Changes by id of the ticket; undefined where they come with it. */
  changelogs: ReadonlyMap<string, unknown[]> | undefined;
}

/** What a ticket of the API says. */
export interface ReadTicket {
  facts: Fact[];
  /** Why it could not be understood; quotes none of its words. */
  problem?: string;
  /** Whether it has changes that were not listed. */
  shortened?: boolean;
}

/** The changes of a ticket, and whether there are more. */
function changesOf(
  { id, changelog }: z.output<typeof schema>,
  { changelogs }: Reading,
): { changes: Change[]; shortened: boolean } {
  if (changelogs) {
    const own = changelogs.get(id ?? '') ?? [];
    return { changes: readPayload(changesSchema, own), shortened: false };
  }
  const listed = changelog?.histories ?? [];
  const whole = changelog && listed.length >= (changelog.total ?? 0);
  return { changes: listed, shortened: !whole };
}

const named = z.object({ id: z.coerce.string(), key: z.string() });

/** Ids of those tickets of a page whose words may be kept. */
export function listedIds(
  tickets: unknown[],
  { site, settings }: Pick<Reading, 'site' | 'settings'>,
): string[] {
  return tickets.flatMap(ticket => {
    const { id, key } = named.safeParse(ticket).data ?? {};
    return id && isKey(key) && isListed(settings, site.address, key)
      ? [id]
      : [];
  });
}

/** What is not understood is a problem. */
export function readTicket(value: unknown, reading: Reading): ReadTicket {
  const { site, settings } = reading;
  try {
    const ticket = readPayload(schema, value);
    const { updated } = ticket.fields;
    if (!updated) {
      throw new NormaliseError('fields.updated', 'expected a time');
    }
    const { changes, shortened } = changesOf(ticket, reading);
    const facts = ticketFacts(
      {
        // Also where the API is asked for by another address than people use.
        ticket: { ...ticket, self: site.address },
        changes,
        at: updated,
        source: 'history',
      },
      settings,
    );
    return { facts, shortened };
  } catch (error) {
    if (!(error instanceof NormaliseError)) throw error;
    const { key }: { key?: unknown } = Object(value);
    const what = isKey(key) ? key : 'a ticket';
    return { facts: [], problem: `${what}: ${error.path} ${error.message}` };
  }
}
