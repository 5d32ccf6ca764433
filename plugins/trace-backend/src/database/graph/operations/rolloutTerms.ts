import {
  deleteWhereIn,
  insertMissing,
  replaceRows,
  selectWhereIn,
} from '@throughline/backend-kit';
import { Knex } from 'knex';

/** What the place of a deployment depends on besides its own facts. */
export const term = {
  artifact: (key: string) => `artifact ${key}`,
  digest: (digest: string) => `digest ${digest}`,
  service: (name: string) => `service ${name.toLowerCase()}`,
  repository: (name: string) => `repository ${name}`,
  /** A change, run or event that says what an artifact was built from. */
  subject: (key: string) => `subject ${key}`,
};

/** Replaces what the places of deployments depend on. */
export async function replaceTerms(
  tx: Knex.Transaction,
  terms: Map<string, string[]>,
): Promise<void> {
  await replaceRows(
    tx,
    'rollout_terms',
    { owner: 'key', key: ['term', 'key'] },
    terms.keys(),
    [...terms].flatMap(([key, those]) =>
      those.map(one => ({ term: one, key })),
    ),
  );
}

/** Node keys of deployments whose place depends on one of the terms. */
export async function readKeysByTerm(
  knex: Knex,
  terms: Iterable<string>,
): Promise<string[]> {
  const rows = await selectWhereIn<{ key: string }>(
    () => knex('rollout_terms').distinct('key'),
    'term',
    terms,
  );
  return [...new Set(rows.map(({ key }) => key))];
}

/**
 * Replaces the digests of artifacts.
 *
 * @param digests - by node key; undefined where none is known
 * @returns the digests they have, and had
 */
export async function replaceDigests(
  tx: Knex.Transaction,
  digests: Map<string, string | undefined>,
): Promise<Set<string>> {
  const held = await selectWhereIn<{ digest: string; key: string }>(
    () => tx('artifact_digests').select(),
    'key',
    digests.keys(),
  );
  const rows = [...digests].flatMap(([key, digest]) =>
    digest ? [{ digest, key }] : [],
  );
  const gone = held.filter(({ digest, key }) => digests.get(key) !== digest);
  await deleteWhereIn(
    () => tx('artifact_digests'),
    'key',
    gone.map(({ key }) => key),
  );
  await insertMissing(tx, 'artifact_digests', ['digest', 'key'], rows);
  return new Set([...held, ...rows].map(({ digest }) => digest));
}

/** Node keys of artifacts by digest. */
export async function readArtifactsByDigest(
  knex: Knex,
  digests: Iterable<string>,
): Promise<Map<string, string[]>> {
  const rows = await selectWhereIn<{ digest: string; key: string }>(
    () => knex('artifact_digests').select(),
    'digest',
    digests,
  );
  const byDigest = new Map<string, string[]>();
  for (const { digest, key } of rows) {
    byDigest.set(digest, [...(byDigest.get(digest) ?? []), key]);
  }
  return byDigest;
}
