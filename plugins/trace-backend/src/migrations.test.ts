import { expectWaysBack } from '@throughline/test-kit';
import { eachEmptyDatabase, migrations } from './__testUtils__/databases';

describe('migrations', () => {
  eachEmptyDatabase(
    'each goes up, down without a trace, and up',
    async knex => {
      expect(await expectWaysBack(knex, migrations)).toContain(
        '20261123000000_inbox.js',
      );
    },
  );
});
