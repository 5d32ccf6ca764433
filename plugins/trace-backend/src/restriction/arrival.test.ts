import { Fact } from '@throughline/plugin-trace-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { tell } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import {
  AROUND_SECRET,
  SECRET_TICKET,
  SECRETS,
  secretTicket,
} from '../__testUtils__/restricted';
import { ENTITIES } from '../__testUtils__/scenario';
import { minute } from '../__testUtils__/shop';
import { readChainsPage } from '../database/graph/operations/chains';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { applyCatalog } from '../service/applyCatalog';
import { Projector } from '../service/Projector';
import { applyRestrictions } from './applyRestrictions';
import { RestrictionPolicy } from './policy';
import { redactChain } from './redact';

const CART = 'component:default/cart';

/** Something that happens to the portal. */
type Step = { facts: Fact[] } | { policy: RestrictionPolicy };

const later = (restricted: boolean, at: number): Step => ({
  facts: [
    { subject: SECRET_TICKET, at: minute(at), attributes: { restricted } },
  ],
});
const AROUND: Step[] = AROUND_SECRET.map(fact => ({ facts: [fact] }));
const OPEN_TICKET: Step = { facts: [secretTicket()] };

const WAYS: Array<[string, Step[]]> = [
  ['its source says so later', [OPEN_TICKET, later(true, 30)]],
  ['the config says so', [OPEN_TICKET, { policy: { projects: ['SEC'] } }]],
  ['nothing is known of it but its key', [{ policy: { projects: ['SEC'] } }]],
];

const TABLES = [
  'facts',
  'work',
  'nodes',
  'edges',
  'commit_parents',
  'landings',
  'node_entities',
  'rollouts',
  'rollout_missing',
  'rollout_failures',
  'rollout_commits',
  'chains',
];

async function startAnew(knex: Knex): Promise<void> {
  for (const table of TABLES) await knex(table).delete();
  await applyRestrictions(knex, {});
}

async function take(knex: Knex, step: Step): Promise<void> {
  if ('policy' in step) await applyRestrictions(knex, step.policy);
  else await knex.transaction(tx => appendFacts(tx, step.facts));
}

/** What a reader without the permission is shown and can search. */
async function shown(knex: Knex): Promise<string> {
  const options = { filter: {}, logins: [], seesRestricted: false, limit: 99 };
  const chains = await readChainsPage(knex, CART, options);
  const search = await knex('chains').select(
    knex.raw('COALESCE(open_search, search) AS text'),
  );
  return JSON.stringify([chains.map(redactChain), search]);
}

async function outcome(knex: Knex) {
  return {
    graph: await dumpGraph(knex),
    attribution: await dumpAttribution(knex),
  };
}

describe.each(WAYS)('when %s', (_, steps) => {
  const all = [...AROUND, ...steps];

  eachDatabase('it is restricted alike in every order', async knex => {
    await applyCatalog(knex, ENTITIES);
    for (const step of all) await take(knex, step);
    await tell(knex, []);
    const expected = await outcome(knex);
    expect(await shown(knex)).toContain('Restricted');
    expect(await shown(knex)).not.toMatch(SECRETS);

    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(fc.boolean(), { minLength: all.length }),
        async (order, projected) => {
          await startAnew(knex);
          for (const [index, step] of order.entries()) {
            await take(knex, step);
            if (projected[index]) await new Projector(knex).projectOnce();
          }
          await tell(knex, []);
          expect(await outcome(knex)).toEqual(expected);
        },
      ),
      { numRuns: 5 },
    );

    const projector = new Projector(knex);
    await projector.rebuild();
    await projector.drain();
    expect(await outcome(knex)).toEqual(expected);
  });
});

describe.each([...new Set(AROUND_SECRET.map(fact => fact.subject))])(
  'when %s is told of last',
  last => {
    eachDatabase('nothing of the rest is shown', async knex => {
      await applyCatalog(knex, ENTITIES);
      const isLast = ({ subject }: Fact) => subject === last;
      const first = AROUND_SECRET.filter(fact => !isLast(fact));
      await tell(knex, [[secretTicket(true), ...first]]);
      await tell(knex, [AROUND_SECRET.filter(isLast)]);
      expect(await shown(knex)).not.toMatch(SECRETS);
    });
  },
);

describe('a policy that becomes stricter', () => {
  eachDatabase('hides at once, before anything is projected', async knex => {
    await applyCatalog(knex, ENTITIES);
    for (const step of [...AROUND, OPEN_TICKET]) await take(knex, step);
    await tell(knex, []);
    const incident = /minotaur|kraken/i;
    const before = (await shown(knex)).replace(incident, '');
    expect(before).toMatch(SECRETS);

    await applyRestrictions(knex, { allProjectsBut: ['PAY'] });
    expect(await shown(knex)).not.toMatch(SECRETS);
    expect((await knex('work').select()).length).toBeGreaterThan(0);
  });
});

describe('what is restricted no more', () => {
  eachDatabase('is as if it never had been', async knex => {
    await applyCatalog(knex, ENTITIES);
    for (const step of [...AROUND, OPEN_TICKET]) await take(knex, step);
    await tell(knex, []);
    const expected = await dumpAttribution(knex);

    await applyRestrictions(knex, { projects: ['SEC'] });
    await tell(knex, []);
    expect(await dumpAttribution(knex)).not.toEqual(expected);
    await applyRestrictions(knex, {});
    await tell(knex, []);
    expect(await dumpAttribution(knex)).toEqual(expected);

    for (const step of [later(true, 30), later(false, 31)]) {
      await take(knex, step);
      await tell(knex, []);
    }
    expect(await dumpAttribution(knex)).toEqual(expected);
  });
});
