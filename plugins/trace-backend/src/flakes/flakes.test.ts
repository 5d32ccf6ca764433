import { JsonObject } from '@backstage/types';
import { Fact, testSuiteRunKey } from '@throughline/plugin-trace-common';
import { allowing, tell, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution } from '../__testUtils__/dump';
import { entityConfig } from '../__testUtils__/nodes';
import { REPOSITORY } from '../__testUtils__/scenario';
import { direct, minute, SHOP } from '../__testUtils__/shop';
import { applyCatalog } from '../service/applyCatalog';

const COMMIT = direct('c1', 'Keep the cart', minute(0));

function report(attempt: number, at: number, failedTests: string[]): Fact {
  return {
    subject: testSuiteRunKey(REPOSITORY, 'c1', `unit-${attempt}`),
    at: minute(at),
    attributes: {
      suite: 'unit',
      sha: 'c1',
      attempt,
      at: minute(at),
      tests: 10,
      passed: 10 - failedTests.length,
      failed: failedTests.length,
      errors: 0,
      skipped: 0,
      durationSeconds: 60,
      failedTests,
    } as JsonObject,
  };
}

const RUNS = [report(1, 5, ['cart adds']), report(2, 14, [])];
const PATH = '/entities/component/default/shop/flaky-tests';
const PERIOD = `?from=${minute(0)}&to=${minute(60)}`;

describe('flaky tests of an entity', () => {
  eachDatabase('are listed over a period', async knex => {
    await withTrace(
      knex,
      { entities: [SHOP], deliveries: [COMMIT, RUNS] },
      async as => {
        const list = (query: string) => as('ada').get(`${PATH}${query}`);
        expect((await list(PERIOD)).body).toEqual({
          from: minute(0),
          to: minute(60),
          items: [
            {
              suite: 'unit',
              test: 'cart adds',
              occurrences: 1,
              waitedMinutes: 10,
              lastSeenAt: minute(5),
            },
          ],
          truncated: false,
        });
        const later = await list(`?from=${minute(6)}&to=${minute(60)}`);
        expect(later.body.items).toEqual([]);
        const refused = await list('?from=yesterday');
        expect(refused.status).toBe(400);
        expect(refused.body.error.message).toMatch(/from.*in UTC/);
        expect((await list(`?from=${minute(9)}&to=${minute(9)}`)).status).toBe(
          400,
        );
      },
    );
  });

  eachDatabase('need trace.read on it', async knex => {
    await withTrace(
      knex,
      { entities: [SHOP], permissions: allowing(() => false) },
      async (as, anonymous) => {
        expect((await as('ada').get(PATH)).status).toBe(404);
        expect((await anonymous.get(PATH)).status).toBe(401);
      },
    );
  });

  eachDatabase('are the same in whatever order they are told', async knex => {
    const shop = entityConfig('shop');
    await applyCatalog(knex, [shop]);
    await tell(knex, [COMMIT, [RUNS[0]], [RUNS[1]]]);
    const told = await dumpAttribution(knex);
    expect(told).toContain('cart adds');
    for (const table of ['facts', 'nodes', 'edges', 'chains', 'flakes']) {
      await knex(table).delete();
    }
    await tell(knex, [[RUNS[1]], [RUNS[0]], COMMIT]);
    expect(await dumpAttribution(knex)).toBe(told);
    await applyCatalog(knex, []);
    await tell(knex, []);
    expect(await knex('flakes')).toEqual([]);
  });
});
