import { Fact, toInstant } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import {
  acknowledgedFact,
  described,
  fact,
  id,
  incident,
  RANKS,
} from '../facts';
import { Step } from './checkpoint';

const instant = z.string('a time').transform((text, context) => {
  const at = toInstant(text);
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom', message: 'a time' });
  return z.NEVER;
});

/** An incident, as far as it is read: `Incident` of PagerDuty's OpenAPI. */
const listed = z.object({
  ...incident,
  incident_number: z.int('a number').nonnegative('a number'),
  created_at: instant,
  updated_at: instant.nullish(),
  last_status_change_at: instant.nullish(),
  resolved_at: instant.nullish(),
  acknowledgements: z.array(z.object({ at: instant })).nullish(),
});

/** Something that happened to an incident: `LogEntry` of the same. */
const entry = z.object({
  type: z.string('a type'),
  created_at: instant,
  incident: z.object({ id }, 'an incident'),
});

/** One list of items, as pages of PagerDuty's come. */
export const pageSchema = z.object({
  more: z.boolean().nullish(),
  total: z.number().nullish(),
  incidents: z.array(z.unknown()).optional(),
  log_entries: z.array(z.unknown()).optional(),
});

function incidentFacts(of: z.output<typeof listed>): Fact[] {
  const changedAt = of.last_status_change_at ?? of.created_at;
  const over = of.status === 'resolved';
  return [
    fact(
      of.id,
      of.updated_at ?? changedAt,
      described({
        ...of,
        number: of.incident_number,
        createdAt: of.created_at,
      }),
    ),
    fact(
      of.id,
      over ? of.resolved_at ?? changedAt : changedAt,
      {
        state: over ? 'closed' : 'open',
        closedAt: over ? of.resolved_at ?? changedAt : null,
      },
      over ? RANKS.closed : RANKS.open,
    ),
    // Only of those who acknowledge it now; who they are is not read.
    ...(of.acknowledgements ?? []).map(({ at }) => acknowledgedFact(of.id, at)),
  ];
}

function entryFacts({
  type,
  created_at: at,
  incident: of,
}: z.output<typeof entry>): Fact[] {
  switch (type) {
    case 'acknowledge_log_entry':
      return [acknowledgedFact(of.id, at)];
    case 'resolve_log_entry':
      return [fact(of.id, at, { state: 'closed', closedAt: at }, RANKS.closed)];
    default:
      return [];
  }
}

function nameOf(item: unknown): string {
  const named = z.object({ id }).safeParse(item);
  return named.success ? named.data.id : 'without an id';
}

/** What items say, and those that are not as they must be. */
export function readItems(
  of: Step['of'],
  items: unknown[],
): { facts: Fact[]; problems: string[] } {
  const facts: Fact[] = [];
  const problems: string[] = [];
  const [what, schema, factsOf] =
    of === 'entries'
      ? (['Log entry', entry, entryFacts] as const)
      : (['Incident', listed, incidentFacts] as const);
  for (const item of items) {
    const result = schema.safeParse(item);
    if (result.success) {
      facts.push(...(factsOf as (of: unknown) => Fact[])(result.data));
    } else {
      const [{ path, message }] = result.error.issues;
      problems.push(
        `${what} ${nameOf(item)} could not be read: ${path.join(
          '.',
        )} should be ${message}`,
      );
    }
  }
  return { facts, problems };
}
