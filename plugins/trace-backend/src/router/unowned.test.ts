import { JsonValue } from '@backstage/types';
import {
  Fact,
  findMentions,
  UnownedResponse,
} from '@throughline/plugin-trace-common';
import { allowing, component, tell, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { REPOSITORY } from '../__testUtils__/scenario';
import { CATALOG, direct, SHOP } from '../__testUtils__/shop';
import { readEntity } from '../graph/readEntity';
import { applyCatalog } from '../service/applyCatalog';
import { applyRestrictions } from '../restriction/applyRestrictions';

const ago = (days: number) =>
  new Date(Date.now() - days * 24 * 60 * 60_000).toISOString();

/** A commit on the default branch that touched these. */
const touching = (name: string, days: number, ...paths: string[]) => {
  const [fact] = direct(name, `Change ${name}`, ago(days));
  return [{ ...fact, attributes: { ...fact.attributes, paths } }];
};

const DELIVERIES = [
  touching('a1', 120, 'docs/old.md'),
  touching('b1', 20, 'docs/fees.md', 'docs/api/fees.md'),
  touching('c1', 10, 'docs/fees.md', 'services/wishlist/index.ts'),
  touching('d1', 9, 'README.md'),
  touching('e1', 8, 'services/cart/index.ts'),
];

/** A commit that is about a ticket. */
const about = (ticket: string, [fact]: Fact[]): Fact[] => [
  {
    ...fact,
    attributes: {
      ...fact.attributes,
      subject: `${ticket} Prepare`,
      mentions: findMentions(
        ticket,
        'message',
        REPOSITORY,
      ) as unknown as JsonValue,
    },
  },
];
const changeOf = (name: string) => `change:${REPOSITORY}@${name}`;

describe('GET /unowned', () => {
  eachDatabase('lists what no entity claims, by folder', async knex => {
    let mayReadUnowned = true;
    const permissions = allowing((permission, ref) =>
      permission === 'trace.unowned.read'
        ? mayReadUnowned
        : permission !== 'trace.read' || ref !== 'component:default/wishlist',
    );
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: DELIVERIES, permissions },
      async as => {
        const read = async (query = '') =>
          (await as('ada').get(`/unowned${query}`).expect(200))
            .body as UnownedResponse;
        expect(await read()).toEqual({
          items: [
            {
              repository: REPOSITORY,
              folders: [
                {
                  glob: 'docs/**',
                  changes: 2,
                  alsoOwned: 1,
                  latestAt: expect.any(String),
                  latest: { hidden: true },
                },
                {
                  glob: '*',
                  changes: 1,
                  alsoOwned: 0,
                  latestAt: expect.any(String),
                  latest: expect.objectContaining({
                    id: changeOf('d1'),
                    title: 'Change d1',
                  }),
                },
              ],
              truncated: false,
            },
          ],
        });
        expect((await read('?repository=github.com/acme/web')).items).toEqual(
          [],
        );
        await as('ada').get('/unowned?repository=').expect(400);

        // Somebody claims it, as the list says.
        const docs = component('docs', {
          'github.com/project-slug': 'acme/shop',
          'throughline.dev/paths': 'docs/**',
        });
        await applyCatalog(knex, [...CATALOG, docs].map(readEntity));
        await tell(knex, []);
        const [{ folders }] = (await read()).items;
        expect(folders.map(({ glob }) => glob)).toEqual(['*']);

        await tell(knex, [
          about('SEC-1', touching('f1', 3, 'takeover/plan.md')),
        ]);
        expect(JSON.stringify(await read())).toContain('"takeover/**"');
        await applyRestrictions(knex, { projects: ['SEC'] });
        // At once, and after it is projected.
        expect(JSON.stringify(await read())).not.toMatch(/takeover|Prepare/);
        await tell(knex, []);
        const restricted = (await read()).items[0].folders;
        expect(JSON.stringify(restricted)).not.toMatch(/takeover|Prepare/);
        expect(restricted.find(({ glob }) => !glob)).toMatchObject({
          changes: 1,
          latest: { id: changeOf('f1'), restricted: 'hidden' },
        });

        await applyCatalog(knex, [...CATALOG, SHOP].map(readEntity));
        await tell(knex, []);
        expect((await read()).items).toEqual([]);
        mayReadUnowned = false;
        await as('ada').get('/unowned').expect(403);
      },
    );
  });
});
