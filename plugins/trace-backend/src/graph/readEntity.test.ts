import { Entity } from '@backstage/catalog-model';
import { readEntity } from './readEntity';

const component = (annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'Cart', annotations },
});

const SOURCE = 'backstage.io/source-location';
const GITHUB = 'github.com/project-slug';
const GITLAB = 'gitlab.com/project-slug';

const repositoryOf = (annotations: Record<string, string>) =>
  readEntity(component(annotations)).repository;

describe('the repository of an entity', () => {
  it('is what its project slug says', () => {
    expect(repositoryOf({ [GITHUB]: 'Acme/Shop' })).toBe(
      'github.com/acme/shop',
    );
    expect(repositoryOf({ [GITLAB]: 'acme/web/shop' })).toBe(
      'gitlab.com/acme/web/shop',
    );
  });

  it('is on the host of its source location where a slug has none', () => {
    expect(
      repositoryOf({
        [GITHUB]: 'acme/shop',
        [SOURCE]: 'url:https://github.acme.example/acme/all/tree/main/',
      }),
    ).toBe('github.acme.example/acme/shop');
  });

  it('is where it is described, when nothing else says', () => {
    expect(
      repositoryOf({ [SOURCE]: 'url:https://github.com/acme/shop/tree/main/' }),
    ).toBe('github.com/acme/shop');
  });

  it.each([
    [{}],
    [{ [SOURCE]: 'file:/somewhere/catalog-info.yaml' }],
    [{ [SOURCE]: 'url:nothing at all' }],
    [{ [GITHUB]: 'only-a-name' }],
    [{ [GITHUB]: '' }],
  ])('is none for %j', annotations => {
    expect(repositoryOf(annotations)).toBeUndefined();
  });

  it('is found behind an empty slug', () => {
    expect(repositoryOf({ [GITHUB]: '', [GITLAB]: 'acme/shop' })).toBe(
      'gitlab.com/acme/shop',
    );
  });
});

describe('the paths of an entity', () => {
  const folder = 'url:https://github.com/acme/shop/tree/main/services/cart/';

  it('are those it claims', () => {
    const { paths } = readEntity(
      component({
        'throughline.dev/paths': ' services/cart/** , libs/fees/*.ts,',
        [SOURCE]: folder,
      }),
    );
    expect(paths).toEqual(['services/cart/**', 'libs/fees/*.ts']);
  });

  it('may be written as in CODEOWNERS', () => {
    const { paths } = readEntity(
      component({ 'throughline.dev/paths': '/services/cart/,./libs/*.ts' }),
    );
    expect(paths).toEqual(['services/cart/**', 'libs/*.ts']);
  });

  it('are the folder it is described in, when it claims none', () => {
    expect(readEntity(component({ [SOURCE]: folder })).paths).toEqual([
      'services/cart/**',
    ]);
  });

  it('are the whole of another repository than it is described in', () => {
    const { paths } = readEntity(
      component({ [GITHUB]: 'acme/elsewhere', [SOURCE]: folder }),
    );
    expect(paths).toEqual([]);
  });

  it('are the whole repository when it is described at its root', () => {
    const root = 'url:https://github.com/acme/shop/tree/main/';
    expect(readEntity(component({ [SOURCE]: root })).paths).toEqual([]);
  });
});

describe('what else an entity is known by', () => {
  it('is its name, unless it says how deployments call it', () => {
    expect(readEntity(component({})).services).toEqual(['cart']);
    expect(
      readEntity(component({ 'throughline.dev/service': 'Cart-API, carts' }))
        .services,
    ).toEqual(['cart-api', 'carts']);
  });

  it('is its ticket prefixes and its Jira project', () => {
    expect(
      readEntity(
        component({
          'throughline.dev/ticket-keys': 'pay, CHK',
          'jira/project-key': 'SHOP',
        }),
      ).ticketPrefixes,
    ).toEqual(['PAY', 'CHK', 'SHOP']);
  });

  it('is its ref in lower case', () => {
    expect(readEntity(component({})).ref).toBe('component:default/cart');
  });
});

describe('what an entity is built with', () => {
  const related = (kind: string, type: string) =>
    readEntity({
      ...component({}),
      kind,
      spec: { type },
      relations: [
        { type: 'dependsOn', targetRef: 'component:default/money' },
        { type: 'dependsOn', targetRef: 'component:default/dates' },
        { type: 'dependsOn', targetRef: 'resource:default/cache' },
        { type: 'dependencyOf', targetRef: 'component:default/shop' },
      ],
    });

  it('is what it depends on, and whether it is built in itself', () => {
    expect(related('Component', 'service')).toMatchObject({
      dependsOn: ['component:default/dates', 'component:default/money'],
    });
    expect(related('Component', 'service').library).toBeUndefined();
    expect(related('Component', 'library').library).toBe(true);
    expect(related('API', 'library').library).toBeUndefined();
    expect(readEntity(component({}))).not.toHaveProperty('dependsOn');
  });
});
