import { Entity } from '@backstage/catalog-model';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { ContextSection } from '@throughline/plugin-context-common';
import { CART, section } from './sections';
import { Portal, startPortal } from './portal';
import { traceSaying } from './traceSaying';
import { GROUP, SYSTEM, untilShown } from './waysOut';

/** In everything that says something of the delivery, and nowhere else. */
export const DELIVERY = /Delivery|zebra/i;
/** In everything that says something of the hidden entity, nowhere else. */
export const HIDDEN = /vault|okapi/i;

const VAULT = 'component:default/vault';
const SECRET = 'example.com/secret';

const component = (name: string, spec: object, annotations = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: GROUP,
    system: SYSTEM,
    ...spec,
  },
});

const entities: Entity[] = [
  component('cart', { dependsOn: [VAULT] }),
  component('vault', { lifecycle: 'okapi' }, { [SECRET]: 'yes' }),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'shop', namespace: 'default' },
    spec: { owner: GROUP },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team-a', namespace: 'default' },
    spec: { type: 'team', children: [] },
  },
];

/**
 * `ada` may see everything; `eve` no delivery; `bo` not the vault; nobody else
 * is told apart from `ada`.
 */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const reader = user?.info.userEntityRef;
    if (reader === 'user:default/eve' && permission.name === 'trace.read') {
      return { result: AuthorizeResult.DENY };
    }
    if (
      reader === 'user:default/bo' &&
      isPermission(permission, catalogEntityReadPermission)
    ) {
      return createCatalogConditionalDecision(permission, {
        not: catalogConditions.hasAnnotation({ annotation: SECRET }),
      });
    }
    return { result: AuthorizeResult.ALLOW };
  },
};

/** Names the vault in every way there is, some of them without saying so. */
function delivery(version: string): ContextSection {
  const vault = { refs: [VAULT] };
  const page = '/catalog/default/component/vault';
  return section({
    title: 'Delivery',
    refs: [VAULT],
    headline: `zebra ${version} needs the okapi`,
    data: { of: `zebra okapi ${version}` },
    facts: [
      {
        id: 'version',
        label: 'Deployed',
        value: `zebra ${version}`,
        highlight: true,
      },
      { id: 'okapi', label: 'With zebra', value: `okapi ${version}`, ...vault },
      { id: 'leads', label: 'zebra', value: `okapi ${version}`, href: page },
    ],
    attention: [
      {
        id: 'okapi',
        status: 'blocked',
        title: `okapi blocks zebra ${version}`,
        waitsFor: { name: 'okapi', entityRef: VAULT },
      },
      { id: 'zebra', status: 'attention', title: `zebra ${version} waits` },
    ],
    links: [
      { title: `zebra ${version}`, href: 'https://zebra.example' },
      {
        title: `zebra okapi ${version}`,
        href: `https://portal.example${page}`,
      },
    ],
  });
}

/** A portal with secrets, of which each has been two revisions. */
export async function startPortalWithSecrets(): Promise<Portal> {
  let version = '1';
  const trace = traceSaying(refs =>
    refs.includes(CART) ? [delivery(version)] : [],
  );
  const portal = await startPortal({
    entities,
    policy,
    features: [trace.feature],
  });
  await untilShown(portal, text => /zebra 1/.test(text) && /vault/.test(text));
  version = '2';
  await trace.markDirty({ sectionId: 'trace', entityRefs: [CART] });
  await untilShown(portal, text => text.includes('zebra 2'));
  return portal;
}
