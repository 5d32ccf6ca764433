import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory from 'knex';
import {
  killedAndUndisturbed,
  SharedDatabase,
} from './__testUtils__/killImport';

// The expectations are those of the function that both databases share.
/* eslint-disable jest/expect-expect */
/** Each death takes a second; `KILL_AT_EVERY_STATEMENT=1` takes all pages. */
const EVERY = process.env.KILL_AT_EVERY_STATEMENT ? 1 : 4;

describe('an import killed at its pages, on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-killed-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function databaseIn(name: string): SharedDatabase {
    const directory = join(folder, name);
    mkdirSync(directory);
    return {
      config: { client: 'better-sqlite3', connection: { directory } },
      connect: () =>
        knexFactory({
          client: 'better-sqlite3',
          connection: { filename: join(directory, 'trace.sqlite') },
          useNullAsDefault: true,
        }),
    };
  }

  it('leaves what an undisturbed one leaves', async () => {
    await killedAndUndisturbed(
      databaseIn('killed'),
      databaseIn('undisturbed'),
      EVERY,
    );
  }, 900_000);
});
