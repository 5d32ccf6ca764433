import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  Entity,
  entityEnvelopeSchemaValidator,
  EntityPolicies,
  DefaultNamespaceEntityPolicy,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  KindValidator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ORGANISATION, PEOPLE, TEAMS } from './people';
import { OWNER, REPOSITORIES } from './repositories';

const FOLDER = join(__dirname, '../../../../examples');

function read(file: string): Entity[] {
  return parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).map(
    document => document.toJS() as Entity,
  );
}

const [location] = read('catalog-info.yaml');
const files = (location.spec?.targets as string[]) ?? [];
const entities = [location, ...files.flatMap(read)];
const named = (kind: string) => entities.filter(entity => entity.kind === kind);
const names = (kind: string) =>
  named(kind).map(({ metadata }) => metadata.name);
const refOf = (entity: Entity) => stringifyEntityRef(entity);

const KINDS: Record<string, KindValidator> = {
  API: apiEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Location: locationEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

describe('catalog of the demo organisation', () => {
  it.each(entities.map(entity => [refOf(entity), entity] as const))(
    'accepts %s',
    async (_ref, entity) => {
      const policy = EntityPolicies.allOf([
        new SchemaValidEntityPolicy(),
        new DefaultNamespaceEntityPolicy(),
        new NoForeignRootFieldsEntityPolicy(),
        new FieldFormatEntityPolicy(),
      ]);
      const enforced = await policy.enforce(entity);
      expect(enforced).toBeDefined();
      entityEnvelopeSchemaValidator()(entity);
      await expect(KINDS[entity.kind].check(entity)).resolves.toBe(true);
    },
  );

  it('has every entity once', () => {
    const refs = entities.map(refOf);
    expect(new Set(refs).size).toBe(refs.length);
  });

  it('refers to nothing that is not there', () => {
    const known = new Set(entities.map(refOf));
    const missing: string[] = [];
    const check = (from: Entity, field: string, defaultKind: string) => {
      const values = [from.spec?.[field] ?? []].flat() as string[];
      for (const value of values) {
        const ref = stringifyEntityRef(parseEntityRef(value, { defaultKind }));
        if (!known.has(ref)) missing.push(`${refOf(from)} ${field} ${ref}`);
      }
    };
    for (const entity of entities) {
      check(entity, 'owner', 'Group');
      check(entity, 'parent', 'Group');
      check(entity, 'children', 'Group');
      check(entity, 'memberOf', 'Group');
      check(entity, 'system', 'System');
      check(entity, 'domain', 'Domain');
      check(entity, 'providesApis', 'API');
      check(entity, 'consumesApis', 'API');
      check(entity, 'dependsOn', 'Component');
    }
    expect(missing).toEqual([]);
  });

  it('is labelled as demo data throughout', () => {
    for (const { metadata } of entities) {
      expect(metadata.annotations?.['throughline.dev/demo']).toBe('true');
      expect(metadata.tags).toContain('demo');
      expect(metadata.title).toContain('(demo)');
      expect(metadata.description).toMatch(/^Demo (data|person)/);
    }
  });

  it('has four teams of 9, 8, 7 and 3, and three managers', () => {
    const size = (group: string) =>
      named('User').filter(({ spec }) =>
        (spec?.memberOf as string[]).includes(group),
      ).length;
    expect(TEAMS.map(({ name }) => size(name))).toEqual([9, 8, 7, 3]);
    expect(size(ORGANISATION.name)).toBe(3);
    expect(named('User')).toHaveLength(30);
    expect(names('Group').sort()).toEqual(
      [...TEAMS, ORGANISATION].map(({ name }) => name).sort(),
    );
  });

  it('has the people that the generator and the picker know', () => {
    const people = named('User').map(({ metadata, spec }) => ({
      name: metadata.name,
      displayName: (spec?.profile as { displayName: string }).displayName,
      email: (spec?.profile as { email: string }).email,
      login: metadata.annotations?.['github.com/user-login'],
      group: (spec?.memberOf as string[])[0],
      role: metadata.description?.replace('Demo person, not real. ', ''),
    }));
    expect(people).toEqual(
      PEOPLE.map(({ name, displayName, email, login, group, role }) => ({
        name,
        displayName,
        email,
        login,
        group,
        role,
      })),
    );
  });

  it('has a dozen services in two systems of one domain', () => {
    expect(names('Component')).toHaveLength(12);
    expect(names('System')).toEqual(['storefront', 'payments']);
    expect(names('Domain')).toEqual(['online-shop']);
  });

  it('names the repositories, paths and deployments that deliveries speak of', () => {
    for (const source of REPOSITORIES) {
      for (const service of source.services) {
        const entity = named('Component').find(
          ({ metadata }) => metadata.name === service.name,
        );
        const annotations = entity?.metadata.annotations ?? {};
        expect(annotations).toMatchObject({
          'github.com/project-slug': `${OWNER}/${source.name}`,
        });
        expect(annotations['throughline.dev/service'] ?? service.name).toBe(
          service.deployedAs,
        );
        expect(annotations['throughline.dev/paths']).toBe(
          service.folder ? `${service.folder}**` : undefined,
        );
        expect(annotations['throughline.dev/ticket-keys']).toBe(
          source.tickets === 'keys' ? 'PAY' : undefined,
        );
        expect(entity?.spec?.owner).toBe(source.team);
      }
    }
  });

  it('has a service without a repository and one that nothing came from', () => {
    const fed = REPOSITORIES.flatMap(({ services }) =>
      services.map(({ name }) => name),
    );
    const unfed = named('Component').filter(
      ({ metadata }) => !fed.includes(metadata.name),
    );
    expect(
      unfed.map(
        ({ metadata }) => metadata.annotations?.['github.com/project-slug'],
      ),
    ).toEqual([undefined, 'demo-shop/fraud-check']);
  });
});
