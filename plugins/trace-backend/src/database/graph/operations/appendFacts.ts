import { canonicalJson, Fact } from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { inParts, insertArrays, isPostgres } from '@throughline/backend-kit';
import { withoutErasedPeople } from '../../../erasure/withoutErasedPeople';
import { enqueueWork } from './work';

function factRow(fact: Fact) {
  const rank = fact.rank ?? 0;
  const attributes = canonicalJson(fact.attributes);
  const id = createHash('sha256')
    .update([fact.subject, fact.at, rank, attributes].join('\n'))
    .digest('base64url');
  return { id, subject: fact.subject, at: fact.at, rank, attributes };
}

/** @returns the facts that were not known */
async function insertFacts(
  tx: Knex.Transaction,
  rows: Array<ReturnType<typeof factRow>>,
): Promise<Array<{ subject: string }>> {
  if (isPostgres(tx)) {
    return insertArrays<{ subject: string }>(
      tx,
      'facts',
      rows,
      () => 'ON CONFLICT (id) DO NOTHING RETURNING subject',
    );
  }
  const inserted: Array<{ subject: string }> = [];
  for (const part of inParts(rows, 100)) {
    inserted.push(
      ...(await tx('facts')
        .insert(part)
        .onConflict('id')
        .ignore()
        .returning('subject')),
    );
  }
  return inserted;
}

/**
 * Stores facts and marks their subjects for projection. A fact that is known
 * already, from whatever source, changes nothing. People who were erased stay
 * so, whoever brings them again.
 *
 * @param tx - the transaction that also files where the facts came from
 * @returns how many were not known
 */
export async function appendFacts(
  tx: Knex.Transaction,
  facts: Fact[],
): Promise<number> {
  const stored = await withoutErasedPeople(tx, facts);
  const rows = new Map(
    stored.map(fact => factRow(fact)).map(row => [row.id, row]),
  );
  const subjects = new Set<string>();
  // In one order everywhere, so that two writers cannot wait for each other.
  const ordered = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const inserted = await insertFacts(tx, ordered);
  inserted.forEach(({ subject }) => subjects.add(subject));
  await enqueueWork(tx, 'subject', subjects);
  return inserted.length;
}
