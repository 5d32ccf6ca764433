import { Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { tell } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import {
  AROUND_SECRET,
  SECRET_INCIDENT,
  SECRET_TICKET,
  secretTicket,
} from '../__testUtils__/restricted';
import { ENTITIES } from '../__testUtils__/scenario';
import { minute } from '../__testUtils__/shop';
import { readHistoryIds } from '../database/graph/operations/sectionHistories';
import { applyCatalog } from '../service/applyCatalog';
import { Projector } from '../service/Projector';
import { applyRestrictions } from './applyRestrictions';

const CART = 'component:default/cart';
const WITHOUT_CART = ENTITIES.filter(({ ref }) => ref !== CART);

const restricting = (subject: string, restricted: boolean, at: number) => ({
  subject,
  at: minute(at),
  attributes: { restricted },
});

/** The incident is no secret yet. */
const OPEN: Fact[] = [
  ...AROUND_SECRET.map(fact =>
    fact.subject === SECRET_INCIDENT
      ? { ...fact, attributes: { ...fact.attributes, restricted: false } }
      : fact,
  ),
  secretTicket(),
];

async function idOf(knex: Knex): Promise<string | undefined> {
  return (await readHistoryIds(knex, [CART])).get(CART);
}

/** Whether what was said of the cart is forgotten because of what happens. */
async function isForgotten(
  knex: Knex,
  happen: () => Promise<unknown>,
): Promise<boolean> {
  const before = await idOf(knex);
  await happen();
  await tell(knex, []);
  return (await idOf(knex)) !== before;
}

describe('what sections said', () => {
  eachDatabase('is forgotten once a ticket is restricted', async knex => {
    await applyCatalog(knex, ENTITIES);
    expect(await isForgotten(knex, () => tell(knex, [OPEN]))).toBe(false);
    const say = (restricted: boolean, at: number) => () =>
      tell(knex, [[restricting(SECRET_TICKET, restricted, at)]]);
    expect(await isForgotten(knex, say(true, 50))).toBe(true);
    expect(await isForgotten(knex, say(true, 51))).toBe(false);
    expect(await isForgotten(knex, say(false, 52))).toBe(false);
    expect(await isForgotten(knex, say(true, 53))).toBe(true);
    const rebuild = () => new Projector(knex).rebuild();
    expect(await isForgotten(knex, rebuild)).toBe(false);
    // Nothing of it belongs to others.
    expect(await knex('section_histories').pluck('entity_ref')).toEqual([CART]);
  });

  eachDatabase('is forgotten once an incident is restricted', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, [OPEN]);
    const restrict = () =>
      tell(knex, [[restricting(SECRET_INCIDENT, true, 50)]]);
    expect(await isForgotten(knex, restrict)).toBe(true);
  });

  eachDatabase('is forgotten once the config restricts it', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, [OPEN]);
    const apply = (projects: string[]) => () =>
      applyRestrictions(knex, { projects });
    expect(await isForgotten(knex, apply(['PAY']))).toBe(false);
    expect(await isForgotten(knex, apply(['PAY', 'SEC']))).toBe(true);
    expect(await isForgotten(knex, apply([]))).toBe(false);
  });

  eachDatabase('stays when it was restricted from the start', async knex => {
    await applyCatalog(knex, ENTITIES);
    const say = () => tell(knex, [[secretTicket(true)], AROUND_SECRET]);
    expect(await isForgotten(knex, say)).toBe(false);
  });

  eachDatabase('is forgotten when the entity was away', async knex => {
    await applyCatalog(knex, ENTITIES);
    await tell(knex, [OPEN]);
    const away = async () => {
      await applyCatalog(knex, WITHOUT_CART);
      await tell(knex, [[restricting(SECRET_TICKET, true, 50)]]);
      await applyCatalog(knex, ENTITIES);
    };
    expect(await isForgotten(knex, away)).toBe(true);
  });

  eachDatabase(
    'is forgotten when the entity loses it meanwhile',
    async knex => {
      await applyCatalog(knex, ENTITIES);
      await tell(knex, [OPEN]);
      const leave = async () => {
        await applyCatalog(
          knex,
          ENTITIES.map(entity =>
            entity.ref === CART
              ? { ...entity, repository: 'github.com/acme/other' }
              : entity,
          ),
        );
        await tell(knex, [[restricting(SECRET_TICKET, true, 50)]]);
      };
      expect(await isForgotten(knex, leave)).toBe(true);
    },
  );
});
