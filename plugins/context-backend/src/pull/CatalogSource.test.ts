import { mockServices } from '@backstage/backend-test-utils';
import { Entity, EntityRelation } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ContextSection,
  parseSection,
} from '@throughline/plugin-context-common';
import { CatalogSource } from './CatalogSource';

const relation = (type: string, targetRef: string): EntityRelation => ({
  type,
  targetRef,
});

function entity(
  kind: string,
  name: string,
  parts: {
    spec?: Entity['spec'];
    metadata?: Partial<Entity['metadata']>;
    relations?: EntityRelation[];
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', ...parts.metadata },
    spec: parts.spec ?? {},
    relations: parts.relations,
  };
}

const team = entity('Group', 'payments', {
  spec: { type: 'team', profile: { displayName: 'Payments' } },
});
const shop = entity('System', 'shop', { metadata: { title: 'The shop' } });
const ledger = entity('Component', 'ledger', {
  spec: { type: 'service', lifecycle: 'deprecated' },
});
const whole = entity('Component', 'checkout', {
  metadata: { description: 'Takes the money', tags: ['java', 'money'] },
  spec: { type: 'service', lifecycle: 'production' },
  relations: [
    relation('ownedBy', 'group:default/payments'),
    relation('partOf', 'system:default/shop'),
    relation('dependsOn', 'component:default/ledger'),
    relation('consumesApi', 'api:default/rates'),
    relation('dependencyOf', 'component:default/basket'),
    relation('hasPart', 'component:default/part'),
  ],
});

async function sectionOf(
  about: Entity,
  others: Entity[] = [],
): Promise<ContextSection | undefined> {
  const source = new CatalogSource({
    catalog: catalogServiceMock({ entities: [about, ...others] }),
    auth: mockServices.auth({ pluginId: 'context' }),
  });
  const kind = about.kind.toLocaleLowerCase('en-US');
  const [section] = await source.read(
    [`${kind}:default/${about.metadata.name}`],
    new AbortController().signal,
  );
  if (section) {
    expect(parseSection(section, 'catalog')).toEqual({ section });
  }
  return section;
}

const short = (section?: ContextSection) => ({
  facts: section?.facts.map(({ label, value }) => `${label}: ${value}`),
  attention: section?.attention.map(({ title }) => title),
});

describe('CatalogSource', () => {
  it('says what an entity is, whose, and what it hangs together with', async () => {
    const rates = entity('API', 'rates');
    const basket = entity('Component', 'basket');
    const section = await sectionOf(whole, [team, shop, ledger, rates, basket]);
    expect(short(section)).toEqual({
      facts: [
        'Owner: Payments',
        'System: The shop',
        'Type: service',
        'Lifecycle: production',
        'Tags: java, money',
        'Depends on: ledger',
        'Consumes API: rates',
        'Needed by: basket',
      ],
      attention: ['It relies on ledger, which is deprecated'],
    });
    expect(section).toMatchObject({
      sectionId: 'catalog',
      permission: {
        name: 'catalog.entity.read',
        resourceType: 'catalog-entity',
      },
      headline: 'Component of type service, lifecycle production',
      status: 'ok',
    });
  });

  it('names whom each fact and item speaks of, and nobody elsewhere', async () => {
    const section = await sectionOf(whole, [
      team,
      shop,
      ledger,
      entity('API', 'rates'),
      entity('Component', 'basket'),
    ]);
    const items = [...section!.facts, ...section!.attention];
    for (const name of ['payments', 'shop', 'ledger', 'rates', 'basket']) {
      const naming = items.filter(each =>
        JSON.stringify({ ...each, refs: [] })
          .toLocaleLowerCase('en-US')
          .includes(name),
      );
      expect(naming.length).toBeGreaterThan(0);
      naming.forEach(({ refs }) => {
        expect(refs).toHaveLength(1);
        expect(refs![0]).toMatch(new RegExp(`/${name}$`));
      });
      expect(section!.headline).not.toContain(name);
    }
  });

  it('says what is missing', async () => {
    const bare = entity('Component', 'bare');
    expect(short(await sectionOf(bare))).toEqual({
      facts: [],
      attention: [
        'It has no owner',
        'It has no lifecycle',
        'It belongs to no system',
        'It has no description',
      ],
    });
    expect(await sectionOf(bare)).toMatchObject({
      status: 'attention',
      headline: 'Component',
    });
    expect(short(await sectionOf(entity('System', 's'))).attention).toEqual([
      'It has no owner',
      'It has no description',
    ]);
    expect(short(await sectionOf(team)).attention).toEqual([]);
  });

  it('says what is named and does not exist, to everybody', async () => {
    const section = await sectionOf(whole, [shop]);
    expect(short(section).attention).toEqual([
      'Its owner is not in the catalog',
      'It relies on something that is not in the catalog',
      'It relies on something that is not in the catalog',
    ]);
    expect(section!.attention[0].detail).toContain('group:default/payments');
    expect(section!.attention.every(({ refs }) => !refs)).toBe(true);
    expect(short(section).facts).not.toContain('Owner: payments');
  });

  it('marks an entity that is deprecated itself', async () => {
    const section = await sectionOf(ledger);
    expect(section!.facts).toContainEqual({
      id: 'lifecycle',
      label: 'Lifecycle',
      value: 'deprecated',
      status: 'attention',
    });
  });

  it('stays within the limits, and does not count what it leaves out', async () => {
    const others = [...Array(80).keys()].map(n =>
      entity('Component', `other-${n}`.padEnd(63, 'x'), {
        metadata: { title: 'long '.repeat(100), namespace: 'default' },
        spec: { lifecycle: 'deprecated' },
      }),
    );
    const hub = entity('Component', 'hub', {
      metadata: { tags: Array(300).fill('tag') },
      spec: { type: 'x'.repeat(3_000), lifecycle: 7, owner: null },
      relations: others.map(({ metadata: { name } }) =>
        relation('dependsOn', `component:default/${name}`),
      ),
    });
    const section = await sectionOf(hub, others);
    expect(section!.facts).toHaveLength(50);
    expect(section!.facts.at(-1)).toEqual({
      id: 'more',
      label: 'And more',
      value: 'Not all relations are shown here',
      href: '/catalog/default/component/hub',
    });
    expect(section!.attention).toHaveLength(20);
  });

  it('says nothing about locations and about what does not exist', async () => {
    expect(await sectionOf(entity('Location', 'l'))).toBeUndefined();
    const source = new CatalogSource({
      catalog: catalogServiceMock({ entities: [] }),
      auth: mockServices.auth({ pluginId: 'context' }),
    });
    expect(
      await source.read(['component:default/x'], new AbortController().signal),
    ).toEqual([]);
  });
});
