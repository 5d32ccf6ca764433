import { mockCredentials } from '@backstage/backend-test-utils';
import { eachDatabase } from '../__testUtils__/databases';
import { openapi } from '../__testUtils__/openapi';
import { entity, pathOf, withReading } from '../__testUtils__/reading';
import { CART, section, tell, untell } from '../__testUtils__/sections';

const SYSTEM = 'system:default/shop';
const ENTITY = '/entities/{kind}/{namespace}/{name}';

/** A section in which everything is that can be. */
const full = (value: string) =>
  section({
    status: 'blocked',
    facts: [
      {
        id: 'f',
        label: 'Deployed',
        value,
        at: '2026-01-01T00:00:00.000Z',
        status: 'ok',
        href: '/catalog',
        highlight: true,
        refs: [CART],
      },
    ],
    attention: [
      {
        id: 'a',
        status: 'blocked',
        title: `No ${value}`,
        detail: 'Because',
        since: '2026-01-01T00:00:00.000Z',
        waitsFor: { name: 'Cart', entityRef: CART, agent: true },
        href: 'https://x.example',
        refs: [CART],
      },
    ],
    links: [{ title: 'Docs', href: `/docs?${value}`, refs: [CART] }],
    data: { a: [{ b: 1 }] },
    headline: `At ${value}`,
  });

describe('answers fit the OpenAPI document', () => {
  eachDatabase('of every route', async knex => {
    await tell(knex, [full('1'), section({ sectionId: 'extra' })]);
    await tell(knex, [{ ...full('2'), status: 'ok' }]);
    await untell(knex, CART, 'extra');
    await knex('plugins').insert({
      plugin_id: 'trace',
      answered_at: new Date(),
      failing_since: new Date(),
      message: 'It does not answer',
    });
    const entities = [
      entity(SYSTEM),
      entity(CART, { relations: [{ type: 'partOf', targetRef: SYSTEM }] }),
    ];
    const seen: string[] = [];
    await withReading(
      knex,
      {
        entities,
        allows: (reader, permission) =>
          reader !== 'bo' || permission !== 'context.people.erase',
      },
      async ({ as, service, anonymous }) => {
        const ada = as('ada');
        const answered = async (
          route: string,
          test: Promise<{ status: number }>,
        ) => {
          seen.push(`${route} ${(await test).status}`);
        };
        const none = pathOf('component:default/none');
        for (const [suffix, good] of [
          ['', `${pathOf(CART)}?since=1&at=3`],
          ['/history', `${pathOf(CART)}/history?limit=1`],
          ['/members', `${pathOf(SYSTEM)}/members?limit=1`],
        ]) {
          const route = `GET ${ENTITY}${suffix}`;
          await answered(route, ada.get(good));
          await answered(route, ada.get(`${pathOf(CART)}${suffix}`));
          await answered(route, ada.get(`${pathOf(CART)}${suffix}?x=1`));
          await answered(route, ada.get(`${none}${suffix}`));
          await answered(route, service.get(`${pathOf(CART)}${suffix}`));
          await answered(route, anonymous.get(`${pathOf(CART)}${suffix}`));
        }

        const byRefs = 'POST /entities/by-refs';
        const refs = { entityRefs: [CART, 'component:default/none'], since: 1 };
        await answered(byRefs, ada.post('/entities/by-refs').send(refs));
        await answered(byRefs, ada.post('/entities/by-refs').send({}));
        await answered(byRefs, service.post('/entities/by-refs').send(refs));
        await answered(byRefs, anonymous.post('/entities/by-refs').send(refs));

        const look = `PUT ${ENTITY}/look`;
        const shown = { revision: 1, settle: false };
        for (const caller of [ada, service, anonymous]) {
          await answered(look, caller.put(`${pathOf(CART)}/look`).send(shown));
        }
        await answered(look, ada.put(`${none}/look`).send(shown));
        await answered(look, ada.put(`${pathOf(CART)}/look`).send({}));

        const erase = 'POST /people/erasures';
        const nobody = { names: ['Nobody Known'], dryRun: true };
        await answered(erase, ada.post('/people/erasures').send(nobody));
        await answered(erase, ada.post('/people/erasures').send({}));
        await answered(erase, anonymous.post('/people/erasures').send(nobody));
        await answered(erase, as('bo').post('/people/erasures').send(nobody));

        const dirty = 'POST /dirty';
        const request = { sectionId: 'trace', entityRefs: [CART] };
        const send = (header: string, sent: object) =>
          anonymous.post('/dirty').set('authorization', header).send(sent);
        const plugin = mockCredentials.service.header({
          onBehalfOf: mockCredentials.service('plugin:trace'),
          targetPluginId: 'test',
        });
        await answered(dirty, send(plugin, request));
        await answered(dirty, send(plugin, {}));
        await answered(dirty, service.post('/dirty').send(request));
        await answered(dirty, anonymous.post('/dirty').send(request));
      },
    );
    const described = Object.entries(openapi.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.keys(responses).map(
          status => `${method.toUpperCase()} ${path} ${status}`,
        ),
      ),
    );
    expect([...new Set(seen)].sort()).toEqual(described.sort());
  });
});
