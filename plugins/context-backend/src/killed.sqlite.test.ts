import { eachSharedDatabase } from './__testUtils__/databases';
import { killEverywhere } from './__testUtils__/killEverywhere';

jest.setTimeout(1_800_000);

describe('a process killed at any statement', () => {
  eachSharedDatabase(
    'loses no mark and leaves nothing half written',
    async (knex, database) => {
      expect(await killEverywhere(knex, database)).toBeGreaterThan(40);
    },
    ['SQLITE_3'],
  );
});
