import { eachSharedDatabase } from './__testUtils__/databases';
import { killEverywhere } from './__testUtils__/killEverywhere';

jest.setTimeout(1_800_000);

describe('a process killed at any statement', () => {
  eachSharedDatabase(
    'loses nothing and applies nothing twice',
    async (knex, database) => {
      expect(await killEverywhere(knex, database)).toBeGreaterThan(50);
    },
    ['POSTGRES_18'],
  );
});
