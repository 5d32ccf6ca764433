import { mockCredentials } from '@backstage/backend-test-utils';
import { eachDatabase } from '../__testUtils__/databases';
import { entity, pathOf, withReading } from '../__testUtils__/reading';
import { CART, section, tell } from '../__testUtils__/sections';

const HIDDEN = 'component:default/secret-thing';
const SHOWN = 'component:default/open-thing';

const entities = [CART, HIDDEN, SHOWN, 'user:default/mole'].map(ref =>
  entity(ref),
);
const shows = (_: string, ref: string) =>
  ref !== HIDDEN && ref !== 'user:default/mole';

describe('what names an entity that the reader cannot see', () => {
  eachDatabase('is left out, the rest is not', async knex => {
    const fact = (id: string, parts: object = {}) => ({
      id,
      label: 'l',
      value: 'v',
      ...parts,
    });
    const item = (id: string, parts: object = {}) => ({
      id,
      title: 't',
      status: 'blocked' as const,
      ...parts,
    });
    await tell(knex, [
      section({
        refs: [SHOWN],
        facts: [
          fact('none'),
          fact('shown', { refs: [SHOWN] }),
          fact('own', {
            refs: [CART],
            href: '/catalog/default/component/cart',
          }),
          fact('hidden', { refs: [SHOWN, HIDDEN.toLocaleUpperCase('en-US')] }),
          fact('unknown', { refs: ['component:default/gone'] }),
          fact('leads', { href: '/catalog/default/component/secret-thing/x' }),
        ],
        attention: [
          item('none'),
          item('waits', {
            waitsFor: { name: 'M', entityRef: 'user:default/mole' },
          }),
          item('team', { waitsFor: { name: 'Somebody' } }),
        ],
        links: [
          { title: 'a', href: 'https://a.example' },
          { title: 'b', href: 'https://b.example', refs: [HIDDEN] },
        ],
      }),
      section({
        sectionId: 'extra',
        refs: [HIDDEN],
        headline: 'Needs the secret thing',
        data: { of: HIDDEN },
        facts: [fact('none')],
      }),
    ]);
    await withReading(knex, { entities, shows }, async ({ as, asked }) => {
      const { body } = await as('ada').get(pathOf(CART));
      const [trace, extra] = body.sections;
      const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);
      expect(idsOf(trace.facts)).toEqual(['none', 'shown', 'own']);
      expect(idsOf(trace.attention)).toEqual(['none', 'team']);
      expect(idsOf(body.attention)).toEqual(['none', 'team']);
      expect(trace.links).toEqual([{ title: 'a', href: 'https://a.example' }]);
      expect(trace.headline).toBe('All is well');
      expect(extra.facts).toHaveLength(1);
      expect(extra).not.toHaveProperty('headline');
      expect(extra).not.toHaveProperty('data');
      expect(asked.catalog).toHaveLength(1);
    });
  });
});

describe('a section', () => {
  eachDatabase('needs the permission that it names', async knex => {
    await tell(knex, [
      section({ sectionId: 'trace' }),
      section({ sectionId: 'trace.b' }),
      section({ sectionId: 'extra', permission: { name: 'extra.read' } }),
      section({
        sectionId: 'catalog',
        permission: {
          name: 'catalog.entity.read',
          resourceType: 'catalog-entity',
        },
      }),
    ]);
    const allows = (reader: string, permission: string) =>
      reader === 'ada' ||
      permission === `${reader}.read` ||
      permission === 'catalog.entity.read';
    await withReading(knex, { allows }, async ({ as, asked }) => {
      const seenBy = async (reader: string) => {
        const { body } = await as(reader).get(pathOf(CART));
        return body.sections.map(
          ({ sectionId }: { sectionId: string }) => sectionId,
        );
      };
      expect(await seenBy('ada')).toEqual([
        'catalog',
        'trace',
        'trace.b',
        'extra',
      ]);
      expect(await seenBy('extra')).toEqual(['catalog', 'extra']);
      expect(await seenBy('nobody')).toEqual(['catalog']);
      // Of two sections with one permission it is asked for once; a permission
      // that is not one on entities is asked for in a request of its own.
      expect(asked.policy).toEqual([2, 1, 2, 1, 2, 1]);
    });
  });

  eachDatabase(
    'is not asked about when only the catalog decides',
    async knex => {
      await tell(knex, [
        section({
          permission: {
            name: 'catalog.entity.read',
            resourceType: 'catalog-entity',
          },
        }),
      ]);
      await withReading(knex, {}, async ({ as, asked }) => {
        expect((await as('ada').get(pathOf(CART))).body.sections).toHaveLength(
          1,
        );
        expect(asked).toEqual({ policy: [1], catalog: [] });
      });
    },
  );
});

describe('a service', () => {
  const restricted = mockCredentials.service('external:ci', {
    permissionNames: ['trace.read'],
  });

  eachDatabase('without access restrictions reads nothing', async knex => {
    await withReading(knex, {}, async ({ readers, service }) => {
      for (const subject of ['external:ci', 'plugin:mcp-actions']) {
        expect(() =>
          readers.requireReader(mockCredentials.service(subject)),
        ).toThrow(/context\.agents\.allowUnrestrictedServices/);
      }
      expect(() =>
        readers.requireReader(mockCredentials.none() as never),
      ).toThrow();
      expect(() => readers.requireReader(restricted)).not.toThrow();
      for (const path of ['', '/history', '/members']) {
        const { status } = await service.get(`${pathOf(CART)}${path}`);
        expect(status).toBe(403);
      }
      const byRefs = service.post('/entities/by-refs');
      expect((await byRefs.send({ entityRefs: [CART] })).status).toBe(403);
    });
  });

  eachDatabase('reads where the config says so', async knex => {
    const config = { agents: { allowUnrestrictedServices: true } };
    await withReading(knex, { config }, async ({ service }) => {
      expect((await service.get(pathOf(CART))).status).toBe(200);
    });
  });

  eachDatabase('is held to the permissions of its token', async knex => {
    await tell(knex, [section()]);
    const allowing = (names: string[]) => ({
      allows: (_: string, permission: string) => names.includes(permission),
    });
    const both = ['trace.read', 'catalog.entity.read'];
    await withReading(knex, allowing(both), async ({ readers }) => {
      const { sections } = await readers.contexts.readOne(CART, {}, restricted);
      expect(sections).toHaveLength(1);
    });
    // The catalog shows a service everything, so it is asked for here.
    await withReading(knex, allowing(['trace.read']), async ({ readers }) => {
      await expect(
        readers.contexts.readOne(CART, {}, restricted),
      ).rejects.toThrow(/No entity/);
    });
  });
});
