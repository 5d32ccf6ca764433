import { JsonObject } from '@backstage/types';
import {
  ChainsResponse,
  deploymentKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { As, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { REPOSITORY, scenario } from '../__testUtils__/scenario';
import {
  CATALOG,
  chainsOf,
  direct,
  minute,
  PEOPLE,
  request,
  SHOP,
} from '../__testUtils__/shop';

const titles = ({ items }: ChainsResponse) =>
  items.map(({ title }) => title).sort();

/** Titles of the chains that a query finds, for one reader. */
async function found(as: As, query: object, reader = 'ada', entity = 'cart') {
  const { status, body } = await as(reader).get(chainsOf(entity)).query(query);
  expect(status).toBe(200);
  return titles(body);
}

describe('filters of chains', () => {
  eachDatabase('each keep what they say', async knex => {
    const agent: Fact = {
      subject: request(4),
      at: minute(1),
      attributes: {
        authorship: [{ says: 'agent', rule: 'branch', text: 'copilot/x' }],
      },
    };
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: [...scenario(), [agent]] },
      async as => {
        const keep = 'Keep the cart (closes #1)';
        const revert = 'Revert "Keep the cart"';
        const typo = 'Fix typo';
        expect(await found(as, {})).toEqual([typo, keep, revert].sort());
        expect(await found(as, { waiting: true })).toEqual([revert]);
        expect(await found(as, { incomplete: true })).toEqual([typo, revert]);
        expect(await found(as, { agent: true })).toEqual([revert]);
        expect(await found(as, { agent: false })).toHaveLength(3);
        expect(await found(as, { environment: 'staging' })).toEqual([keep]);
        expect(await found(as, { environment: 'production' })).toEqual([
          typo,
          keep,
        ]);
        expect(await found(as, { environment: 'Production' })).toEqual([]);
        expect(await found(as, { search: '#4' })).toEqual([revert]);
        expect(await found(as, { search: 'CART AFTER sign' })).toEqual([keep]);
        expect(await found(as, { search: 'f100000' })).toEqual([typo]);
        expect(await found(as, { search: 'pay-7' }, 'ada', 'wishlist')).toEqual(
          ['PAY-7 Fees'],
        );
        // All given ones must hold.
        expect(
          await found(as, { incomplete: true, environment: 'production' }),
        ).toEqual([typo]);
      },
    );
  });

  eachDatabase('take every character of a search as it is', async knex => {
    const commits = [
      '100% of fees',
      '100 of fees',
      'cart_total',
      'cart-total',
      'back\\slash',
      'ÜBER-check',
    ].map((subject, index) => direct(`d${index}`, subject, minute(index)));
    await withTrace(
      knex,
      { entities: [SHOP], deliveries: commits },
      async as => {
        const searched = (search: string) =>
          found(as, { search }, 'ada', 'shop');
        expect(await searched('100%')).toEqual(['100% of fees']);
        expect(await searched('%')).toEqual(['100% of fees']);
        expect(await searched('t_t')).toEqual(['cart_total']);
        expect(await searched('\\')).toEqual(['back\\slash']);
        expect(await searched("o'r 1=1 --")).toEqual([]);
        expect(await searched('über')).toEqual(['ÜBER-check']);
      },
    );
  });

  eachDatabase('tell environments apart by their whole name', async knex => {
    const names = ['eu', 'eu|west', 'west', '%', 'eu%7Cwest'];
    const deployments = names.flatMap((environment, index): Fact[][] => [
      direct(`d${index}`, environment, minute(index)),
      [
        {
          subject: deploymentKey(REPOSITORY, index),
          at: minute(10 + index),
          attributes: {
            sha: `d${index}`,
            environment,
            production: true,
            createdAt: minute(10),
            'status:1': { state: 'success', at: minute(10 + index) },
          } as JsonObject,
        },
      ],
    ]);
    await withTrace(
      knex,
      { entities: [SHOP], deliveries: deployments },
      async as => {
        for (const environment of names) {
          expect(await found(as, { environment }, 'ada', 'shop')).toEqual([
            environment,
          ]);
        }
      },
    );
  });
});

describe('the filter for one’s own changes', () => {
  eachDatabase('goes by the forge login of the reader', async knex => {
    await withTrace(
      knex,
      { entities: [...CATALOG, ...PEOPLE], deliveries: scenario() },
      async as => {
        const own = (reader: string) => found(as, { mine: true }, reader);
        expect(await own('ada')).toHaveLength(3);
        expect(await own('bo')).toEqual([]);
        // The same login on another forge is somebody else.
        expect(await own('gil')).toEqual([]);
        expect(await own('eve')).toEqual([]);
        expect(await own('nobody')).toEqual([]);

        const knows = async (reader: string) =>
          (await as(reader).get(chainsOf('cart'))).body.connection.knowsYou;
        expect(await knows('ada')).toBe(true);
        expect(await knows('eve')).toBe(false);
      },
    );
  });

  eachDatabase('cannot be asked for somebody else', async knex => {
    await withTrace(
      knex,
      { entities: [...CATALOG, ...PEOPLE], deliveries: scenario() },
      async as => {
        for (const query of [
          'mine=ada',
          'author=ada',
          'login=ada',
          'mine=true&mine=ada',
          'mine[login]=ada',
        ]) {
          const { status } = await as('bo').get(`${chainsOf('cart')}?${query}`);
          expect(`${query}: ${status}`).toBe(`${query}: 400`);
        }
      },
    );
  });
});
