import {
  insertMissing,
  isPostgres,
  newPseudonym,
  PersonMark,
  replacementOf,
  wordsIn,
} from '@throughline/backend-kit';
import { Knex } from 'knex';
import { createHmac, randomBytes } from 'node:crypto';
import { KnownMark, MarkFinder } from '../MarkFinder';

interface MarkRow {
  hash: string;
  host: string;
  replacement: string;
  pseudonym: string;
  login: number;
  words: number;
  length: number;
  guarded: boolean | number;
}

interface KeyRow {
  key: string;
  version: number;
}

/** Marks that count for everybody, and not only for one that rehearses. */
const FOR_ALL = '';

/** What was last read, by database. It is read anew when its version is old. */
const READ = new WeakMap<object, { version: number; finder: MarkFinder }>();

const hashWith = (key: string) => {
  const bytes = Buffer.from(key, 'base64url');
  return (text: string) =>
    createHmac('sha256', bytes).update(text).digest('base64url');
};

function toKnown(row: MarkRow): KnownMark {
  return {
    text: row.replacement,
    host: row.host || undefined,
    guarded: Boolean(row.guarded),
    pseudonym: row.pseudonym,
    login: row.login,
    hash: row.hash,
    words: row.words,
    length: row.length,
  };
}

async function readMarks(
  tx: Knex.Transaction,
  key: string,
  rehearsal: string,
): Promise<MarkFinder> {
  const rows: MarkRow[] = await tx('erased_marks')
    .where({ rehearsal })
    .orderBy(['hash', 'host']);
  return new MarkFinder(rows.map(toKnown), hashWith(key));
}

/**
 * By what erased people are recognised, as of now: until this transaction ends
 * nobody is added, so what it stores is without everybody who is erased then.
 *
 * @returns undefined while nobody was erased
 */
export async function readErasedPeople(
  tx: Knex.Transaction,
): Promise<MarkFinder | undefined> {
  // On PostgreSQL reading holds off the lock that addMarks takes.
  const row: KeyRow | undefined = await tx('erasure_key').first();
  if (!row) return undefined;
  const database: object = tx.client.config;
  const held = READ.get(database);
  if (held?.version === row.version) return held.finder;
  const finder = await readMarks(tx, row.key, FOR_ALL);
  READ.set(database, { version: row.version, finder });
  return finder;
}

/** What an erasing that only counts looks for. */
export async function readRehearsed(
  tx: Knex.Transaction,
  rehearsal: string,
): Promise<MarkFinder> {
  const row: KeyRow = await tx('erasure_key').first();
  return readMarks(tx, row.key, rehearsal);
}

async function readKey(tx: Knex.Transaction): Promise<string> {
  await insertMissing(
    tx,
    'erasure_key',
    ['id'],
    [{ id: 1, key: randomBytes(32).toString('base64url'), version: 0 }],
  );
  const { key }: KeyRow = await tx('erasure_key').first();
  return key;
}

/**
 * Adds a person. Once this is committed, all that is stored is stored without
 * them, by every replica: it waits for those that are at it.
 *
 * @param marksFrom - the marks, when the person's logins are counted from here
 * @returns the pseudonym: a new one, or what the person has by another mark
 */
export async function addMarks(
  tx: Knex.Transaction,
  marksFrom: (firstLogin: number) => PersonMark[],
  rehearsal = FOR_ALL,
): Promise<string> {
  if (isPostgres(tx)) {
    await tx.raw('LOCK TABLE erasure_key IN ACCESS EXCLUSIVE MODE');
  }
  const key = await readKey(tx);
  const hash = hashWith(key);
  const held: MarkRow[] = await tx('erased_marks')
    .where({ rehearsal: FOR_ALL })
    .whereIn(
      'hash',
      marksFrom(1).map(mark => hash(mark.text)),
    )
    .orderBy('hash');
  const same = held.find(row =>
    marksFrom(1).some(
      mark => hash(mark.text) === row.hash && (mark.host ?? '') === row.host,
    ),
  );
  const pseudonym = same?.pseudonym ?? newPseudonym();
  const [{ logins }]: Array<{ logins: number | null }> = await tx(
    'erased_marks',
  )
    .where({ pseudonym })
    .max('login as logins');
  await insertMissing(
    tx,
    'erased_marks',
    ['rehearsal', 'hash', 'host'],
    marksFrom((logins ?? 0) + 1).map(mark => ({
      rehearsal,
      hash: hash(mark.text),
      host: mark.host ?? '',
      replacement: replacementOf(mark, pseudonym),
      pseudonym,
      login: mark.login,
      words: wordsIn(mark.text).length,
      length: mark.text.length,
      guarded: mark.guarded,
    })),
  );
  await tx('erasure_key').increment('version', 1);
  return pseudonym;
}

/** Forgets what an erasing that only counted looked for. */
export async function deleteRehearsed(
  tx: Knex.Transaction,
  rehearsal: string,
): Promise<void> {
  await tx('erased_marks').where({ rehearsal }).delete();
}
