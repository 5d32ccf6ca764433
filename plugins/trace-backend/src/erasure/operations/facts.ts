import {
  deleteWhereIn,
  inParts,
  parseJson,
  selectWhereIn,
} from '@throughline/backend-kit';
import {
  directChangeKey,
  Fact,
  repositoryOfKey,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { raiseFlowVersionsOf } from '../../database/flow/flowVersions';
import { appendFacts } from '../../database/graph/operations/appendFacts';
import {
  enqueueWork,
  takeProjectorLease,
} from '../../database/graph/operations/work';

/** A fact as it is stored. */
export interface StoredFact extends Fact {
  id: string;
}

interface FactRow {
  id: string;
  subject: string;
  at: string;
  rank: number;
  attributes: string;
}

const toFact = (row: FactRow): StoredFact => ({
  ...row,
  attributes: parseJson(row.attributes),
});

const COLUMNS = ['id', 'subject', 'at', 'rank', 'attributes'];

/** Some facts, by id, after one of them. */
export async function readFactsAfter(
  knex: Knex,
  id: string,
  limit: number,
): Promise<StoredFact[]> {
  const rows: FactRow[] = await knex('facts')
    .select(COLUMNS)
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit);
  return rows.map(toFact);
}

/** All facts of some subjects, with their ids. */
export async function readFactsOf(
  knex: Knex,
  subjects: string[],
): Promise<StoredFact[]> {
  const rows = await selectWhereIn<FactRow>(
    () => knex('facts').select(COLUMNS),
    'subject',
    subjects,
  );
  return rows.map(toFact);
}

/**
 * Removes all that was computed of subjects that are called otherwise now. It
 * is computed anew from the facts, under the new names.
 */
async function deleteComputed(
  tx: Knex.Transaction,
  subjects: string[],
): Promise<void> {
  const commits = subjects.flatMap(key => {
    const repository = key.startsWith('commit:')
      ? repositoryOfKey(key)
      : undefined;
    return repository
      ? [{ repository, sha: key.slice(key.indexOf('@') + 1) }]
      : [];
  });
  const keys = [
    ...subjects,
    ...commits.map(({ repository, sha }) => directChangeKey(repository, sha)),
  ];
  await raiseFlowVersionsOf(tx, keys);
  await deleteWhereIn(
    () => tx('edges'),
    'owner',
    keys.flatMap(key => [
      `subject:${key}`,
      `change:${key}`,
      `direct:${key}`,
      `incident:${key}`,
      `finding:${key}`,
      `rollout:${key}`,
    ]),
  );
  for (const [table, column] of [
    ['nodes', 'key'],
    ['node_entities', 'node_key'],
    ['chains', 'change_key'],
    ['flow_changes', 'change_key'],
    ['flow_paths', 'change_key'],
    ['unowned_changes', 'change_key'],
    ['rollouts', 'key'],
    ['rollout_commits', 'key'],
    ['rollout_missing', 'key'],
    ['rollout_failures', 'key'],
    ['rollout_terms', 'key'],
    ['artifact_digests', 'key'],
    ['incidents', 'key'],
    ['incident_services', 'key'],
    ['flakes', 'commit_key'],
    ['scans', 'key'],
    ['finding_sightings', 'key'],
    ['findings', 'key'],
    ['work', 'key'],
  ]) {
    await deleteWhereIn(() => tx(table), column, keys);
  }
  for (const part of inParts(commits, 500)) {
    const pairs = part.map(({ repository, sha }) => [repository, sha]);
    for (const table of ['commit_parents', 'landings']) {
      await tx(table).whereIn(['repository', 'sha'], pairs).delete();
    }
  }
}

/**
 * Puts facts in the place of others and has their subjects projected anew. The
 * projector waits meanwhile, so that it never meets half of it.
 *
 * @param replaced - facts that are to be read anew in the whole
 */
export async function replaceFacts(
  tx: Knex.Transaction,
  replaced: Array<{ before: StoredFact; after: Fact }>,
): Promise<void> {
  if (replaced.length === 0) return;
  await takeProjectorLease(tx, { wait: true });
  await deleteWhereIn(
    () => tx('facts'),
    'id',
    replaced.map(({ before }) => before.id),
  );
  const renamed = replaced.filter(
    ({ before, after }) => before.subject !== after.subject,
  );
  await deleteComputed(tx, [
    ...new Set(renamed.map(({ before }) => before.subject)),
  ]);
  await appendFacts(
    tx,
    replaced.map(({ after }) => after),
  );
  // Also where the new fact was there already.
  await enqueueWork(
    tx,
    'subject',
    replaced.map(({ after }) => after.subject),
  );
}
