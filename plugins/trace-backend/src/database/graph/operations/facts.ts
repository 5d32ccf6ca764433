import { Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { parseJson, selectWhereIn } from '@throughline/backend-kit';

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

/**
 * Marks every subject there is for projection.
 *
 * @returns how many there are
 */
export async function enqueueAllSubjects(
  tx: Knex.Transaction,
  at: number,
): Promise<void> {
  await tx
    .from(tx.raw('?? (??, ??, ??)', ['work', 'queue', 'key', 'enqueued_at']))
    .insert(
      tx('facts')
        .distinct()
        .select(
          tx.raw('?', ['subject']),
          'subject',
          tx.raw('CAST(? AS bigint)', [at]),
        ),
    );
}
