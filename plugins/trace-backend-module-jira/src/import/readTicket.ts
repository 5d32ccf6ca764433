import { Fact } from '@throughline/plugin-trace-common';
import { NormaliseError, readPayload } from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { Change, readItems } from '../changelog';
import { JiraClient, NotThere } from '../client';
import { JiraSite } from '../config';
import { instant, isKey } from '../schemas';
import { JiraSettings } from '../sites';
import { ticketFacts, ticketSchema } from '../ticket';
import { Search } from './searches';

const changesSchema = z.array(
  z
    .object({
      id: z.union([z.string(), z.number()]),
      created: instant,
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
  changelog: z
    .object({
      histories: changesSchema,
      total: z.number().optional(),
    })
    .optional(),
});

/** What reading a ticket is given. */
export interface Reading {
  client: JiraClient;
  search: Search;
  site: JiraSite;
  settings: JiraSettings;
}

/** What a ticket of the API says. */
export interface ReadTicket {
  facts: Fact[];
  /** Why it could not be understood; quotes none of its words. */
  problem?: string;
  /** Whether it has changes that were not listed. */
  shortened?: boolean;
}

/** All changes of a ticket, which may be more than come with it. */
async function changesOf(
  { key, changelog }: z.output<typeof schema>,
  { client, search }: Reading,
): Promise<{ changes: Change[]; shortened: boolean }> {
  const listed = changelog?.histories ?? [];
  const whole = changelog && listed.length >= (changelog.total ?? 0);
  if (whole) return { changes: listed, shortened: false };
  if (!search.readChanges) return { changes: listed, shortened: true };
  const changes: Change[] = [];
  for (;;) {
    const page = await search.readChanges(client, key, changes.length);
    changes.push(...readPayload(changesSchema, page.changes));
    if (page.changes.length === 0 || changes.length >= page.total) {
      return { changes, shortened: false };
    }
  }
}

/** @throws as the client does; what is not understood is a problem instead */
export async function readTicket(
  value: unknown,
  reading: Reading,
): Promise<ReadTicket> {
  const { site, settings } = reading;
  try {
    const ticket = readPayload(schema, value);
    const { updated } = ticket.fields;
    if (!updated) {
      throw new NormaliseError('fields.updated', 'expected a time');
    }
    const { changes, shortened } = await changesOf(ticket, reading);
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
    // It went after it was listed.
    if (error instanceof NotThere) return { facts: [] };
    if (!(error instanceof NormaliseError)) throw error;
    const { key }: { key?: unknown } = Object(value);
    const what = isKey(key) ? key : 'a ticket';
    return { facts: [], problem: `${what}: ${error.path} ${error.message}` };
  }
}
