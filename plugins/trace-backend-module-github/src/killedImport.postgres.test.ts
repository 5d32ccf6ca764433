import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import {
  killedAndUndisturbed,
  SharedDatabase,
} from './__testUtils__/killImport';

// The expectations are those of the function that both databases share.
/* eslint-disable jest/expect-expect */
/** Each death takes a second; `KILL_AT_EVERY_STATEMENT=1` takes all pages. */
const EVERY = process.env.KILL_AT_EVERY_STATEMENT ? 1 : 2;

describe('an import killed at its pages', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  function shared(knex: Knex): SharedDatabase {
    const { connection } = knex.client.config;
    // knex hides the password from whoever copies or prints the rest.
    const { host, port, user, password, database } = connection;
    const known = { host, port, user, password };
    return {
      config: {
        client: 'pg',
        connection: known,
        plugin: { trace: { ensureExists: false, connection: { database } } },
      },
      connect: () =>
        knexFactory({ client: 'pg', connection: { ...known, database } }),
    };
  }

  it.each(databases.eachSupportedId())(
    'leaves what an undisturbed one leaves (%s)',
    async id => {
      await killedAndUndisturbed(
        shared(await databases.init(id)),
        shared(await databases.init(id)),
        EVERY,
      );
    },
    900_000,
  );
});
