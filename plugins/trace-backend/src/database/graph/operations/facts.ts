import { Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { isPostgres, parseJson, selectWhereIn } from '@throughline/backend-kit';

interface FactRow {
  subject: string;
  at: string;
  rank: number;
  attributes: string;
}

/** All facts about the subjects, by subject. */
export async function readFacts(
  knex: Knex,
  subjects: string[],
): Promise<Map<string, Fact[]>> {
  const rows = await selectWhereIn<FactRow>(
    () => knex('facts').select('subject', 'at', 'rank', 'attributes'),
    'subject',
    subjects,
  );
  const bySubject = new Map<string, Fact[]>();
  for (const row of rows) {
    const facts = bySubject.get(row.subject) ?? [];
    facts.push({ ...row, attributes: parseJson(row.attributes) });
    bySubject.set(row.subject, facts);
  }
  return bySubject;
}

/** Subjects that are marked as of one instant. */
const AT_ONCE = 1_000;

/**
 * Marks every subject there is for projection. Those of one repository follow
 * each other, commits first, so that what hangs on several of them is mostly
 * made once. That is no more than thrift: in any order it becomes the same.
 */
export async function enqueueAllSubjects(
  tx: Knex.Transaction,
  at: number,
): Promise<void> {
  const { position, collation } = isPostgres(tx)
    ? { position: 'strpos', collation: 'COLLATE "C"' }
    : { position: 'instr', collation: '' };
  // `commit:host/name@sha`: of what may follow a name, `!` comes first.
  const place = `replace(substr(subject, ${position}(subject, ':') + 1), '@', '!')`;
  await tx
    .from(tx.raw('?? (??, ??, ??)', ['work', 'queue', 'key', 'enqueued_at']))
    .insert(
      tx.from(tx('facts').distinct('subject').as('subjects')).select(
        tx.raw('?', ['subject']),
        'subject',
        // What waits longest is projected first.
        tx.raw(
          `CAST(? AS bigint) - (ROW_NUMBER() OVER (
             ORDER BY ${place} ${collation} DESC
           )) / ${AT_ONCE}`,
          [at],
        ),
      ),
    );
}
