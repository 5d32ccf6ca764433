import { Entity } from '@backstage/catalog-model';
import type {
  ContextChanges,
  EntityContext,
  MembersResponse,
  MemberView,
  SectionView,
} from '@throughline/plugin-context-common';

/** What time it is in every fixture. */
export const NOW = '2026-03-10T12:00:00.000Z';

/** A time so many hours before {@link NOW}. */
export function hoursAgo(hours: number): string {
  return new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
}

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
  };
}

/** The service whose context the fixtures are. */
export const paymentsApi = entity('Component', 'payments-api');
/** The system it is part of. */
export const paymentsSystem = entity('System', 'payments');
/** The group that owns it. */
export const paymentsTeam = entity('Group', 'payments');

const catalogSection: SectionView = {
  plugin: 'catalog',
  sectionId: 'catalog',
  title: 'Ownership',
  status: 'ok',
  headline: 'Production service of Payments, part of Money movement',
  facts: [
    {
      id: 'owner',
      label: 'Owner',
      value: 'Payments',
      refs: ['group:default/payments'],
      highlight: true,
    },
    {
      id: 'system',
      label: 'System',
      value: 'Money movement',
      refs: ['system:default/payments'],
    },
    { id: 'lifecycle', label: 'Lifecycle', value: 'production' },
    {
      id: 'depends ledger',
      label: 'Depends on',
      value: 'ledger',
      refs: ['component:default/ledger'],
    },
    {
      id: 'depends cards-db',
      label: 'Depends on',
      value: 'cards-db',
      refs: ['resource:default/cards-db'],
    },
    {
      id: 'consumers',
      label: 'Used by',
      value: '7 components',
      refs: [1, 2, 3, 4, 5, 6, 7].map(n => `component:default/shop-${n}`),
    },
  ],
  attention: [],
  links: [],
  revision: 40,
  changedAt: hoursAgo(900),
  asOf: hoursAgo(0.02),
};

const traceSection: SectionView = {
  plugin: 'trace',
  sectionId: 'trace',
  title: 'Delivery',
  status: 'blocked',
  headline: '1.42.0 was rolled back in production; 1.41.3 runs there',
  facts: [
    {
      id: 'last-deployed',
      label: 'Last deployed',
      value: '1.41.3 to production',
      at: hoursAgo(0.7),
      status: 'attention',
      href: '/catalog/default/component/payments-api/delivery',
      highlight: true,
    },
    {
      id: 'staging',
      label: 'In staging',
      value: '1.42.0',
      at: hoursAgo(26),
      status: 'ok',
    },
    {
      id: 'waiting',
      label: 'Waiting for review',
      value: '3 changes',
      at: hoursAgo(53),
      status: 'attention',
      highlight: true,
    },
    {
      id: 'coverage',
      label: 'Whole chains',
      value: '91 %',
      status: 'ok',
    },
    { id: 'lead-time', label: 'Lead time', value: '1.8 d', highlight: true },
  ],
  attention: [
    {
      id: 'rolled-back 1.42.0',
      status: 'blocked',
      title: '1.42.0 was rolled back in production',
      detail:
        'Captures failed with the new retry; nothing newer can go out before it is fixed.',
      since: hoursAgo(0.7),
      waitsFor: { name: 'Amira Haddad', entityRef: 'user:default/amira' },
      href: '/catalog/default/component/payments-api/delivery?change=482',
    },
    {
      id: 'review 484',
      status: 'attention',
      title: '#484 has waited for review for two days',
      since: hoursAgo(53),
      waitsFor: { name: 'review-bot', agent: true },
      href: 'https://github.com/acme/payments/pull/484',
    },
  ],
  links: [
    {
      title: 'All changes',
      href: '/catalog/default/component/payments-api/delivery',
    },
    { title: 'Repository', href: 'https://github.com/acme/payments' },
  ],
  revision: 51,
  changedAt: hoursAgo(0.7),
  asOf: hoursAgo(0.04),
};

const ownershipSection: SectionView = {
  plugin: 'rota',
  sectionId: 'rota',
  title: 'On call',
  status: 'attention',
  headline: 'Amira Haddad is on call until 18:00',
  facts: [
    {
      id: 'on-call',
      label: 'On call',
      value: 'Amira Haddad until 18:00',
      refs: ['user:default/amira'],
      highlight: true,
    },
    { id: 'runbook', label: 'Runbook', value: 'none', status: 'attention' },
  ],
  attention: [
    {
      id: 'no-runbook',
      status: 'attention',
      title: 'There is no runbook',
      detail: 'Whoever is called at night has nothing to start from.',
      waitsFor: { name: 'Payments', entityRef: 'group:default/payments' },
    },
  ],
  links: [],
  revision: 44,
  changedAt: hoursAgo(120),
  asOf: hoursAgo(0.05),
};

const inOrder = (sections: SectionView[]) =>
  sections
    .flatMap(({ sectionId, attention }) =>
      attention.map(item => ({ ...item, sectionId })),
    )
    .sort((a, b) => b.status.localeCompare(a.status));

/** Nobody has changed anything since the reader last looked. */
export const noChanges: ContextChanges = {
  since: { revision: 51, at: hoursAgo(2) },
  cut: false,
  sections: [],
};

/** A service of which much is known, looked at before. */
export const someContext: EntityContext = {
  entityRef: 'component:default/payments-api',
  title: 'payments-api',
  revision: 51,
  at: NOW,
  past: false,
  sections: [traceSection, catalogSection, ownershipSection],
  attention: inOrder([traceSection, catalogSection, ownershipSection]),
  sources: ['trace', 'catalog', 'rota'].map(plugin => ({
    plugin,
    state: 'answering',
    answeredAt: hoursAgo(0.02),
  })),
  changes: noChanges,
};

/** A deployment, a review and a dependency came and went since the last look. */
export const someChanges: ContextChanges = {
  since: { revision: 47, at: hoursAgo(20) },
  cut: false,
  sections: [
    {
      sectionId: 'trace',
      title: 'Delivery',
      change: 'changed',
      changedAt: hoursAgo(0.7),
      status: { before: 'ok', after: 'blocked' },
      headline: {
        before: '1.42.0 runs in production',
        after: traceSection.headline,
      },
      facts: [
        {
          id: 'last-deployed',
          change: 'changed',
          before: { ...traceSection.facts[0], value: '1.42.0 to production' },
          after: traceSection.facts[0],
        },
        {
          id: 'incident',
          change: 'removed',
          before: {
            id: 'incident',
            label: 'Open incident',
            value: 'INC-77 Slow captures',
          },
        },
      ],
      attention: [
        {
          id: 'rolled-back 1.42.0',
          change: 'added',
          after: traceSection.attention[0],
        },
        {
          id: 'incident',
          change: 'removed',
          before: {
            id: 'incident',
            status: 'blocked',
            title: 'INC-77 Slow captures is open',
          },
        },
      ],
      links: [],
    },
    {
      sectionId: 'catalog',
      title: 'Ownership',
      change: 'changed',
      changedAt: hoursAgo(3),
      facts: [
        {
          id: 'depends cards-db',
          change: 'added',
          after: catalogSection.facts[4],
        },
      ],
      attention: [],
      links: [],
    },
    {
      sectionId: 'costs',
      title: 'Costs',
      change: 'removed',
      changedAt: hoursAgo(3),
      headline: { before: 'About 120 a month' },
      facts: [],
      attention: [],
      links: [],
    },
  ],
};

/** Nothing is known, and nobody is still to be asked. */
export const noContext: EntityContext = {
  ...someContext,
  sections: [],
  attention: [],
  sources: [{ plugin: 'catalog', state: 'answering', answeredAt: NOW }],
};

/** The plugin of one section is dead, and another one never answered. */
export const deadContext: EntityContext = {
  ...someContext,
  sections: [
    {
      ...traceSection,
      asOf: hoursAgo(74),
      stale: { since: hoursAgo(72), reason: 'it took longer than 10 s' },
    },
    catalogSection,
  ],
  attention: inOrder([traceSection]),
  sources: [
    { plugin: 'trace', state: 'failing', message: 'it took longer than 10 s' },
    { plugin: 'catalog', state: 'answering', answeredAt: hoursAgo(0.02) },
    { plugin: 'rota', state: 'failing', message: 'it is not installed' },
    { plugin: 'costs', state: 'waiting' },
  ],
};

/** As it was three weeks ago. */
export const pastContext: EntityContext = {
  ...someContext,
  revision: 12,
  at: hoursAgo(500),
  past: true,
  changes: undefined,
};

/** A part of the system, without attention of its own. */
export function member(name: string, more: Partial<MemberView> = {}) {
  return {
    entityRef: `component:default/${name}`,
    title: name,
    kind: 'Component',
    type: 'service',
    status: 'ok' as const,
    attention: [],
    highlights: [],
    ...more,
  };
}

/** What the system consists of. By name, as the backend answers it. */
export const someMembers: MembersResponse = {
  items: [
    member('bank-bridge', { status: 'unknown' }),
    member('cards-db', {
      entityRef: 'resource:default/cards-db',
      kind: 'Resource',
      type: 'database',
    }),
    member('checkout', {
      status: 'attention',
      attention: [{ ...ownershipSection.attention[0], sectionId: 'rota' }],
      highlights: [catalogSection.facts[0]],
    }),
    member('ledger', {
      highlights: [
        catalogSection.facts[0],
        {
          id: 'last-deployed',
          label: 'Last deployed',
          value: '8.0.1 to production',
          at: hoursAgo(6),
          status: 'ok',
        },
      ],
    }),
    member('payments-api', {
      status: 'blocked',
      attention: traceSection.attention.map(item => ({
        ...item,
        sectionId: 'trace',
      })),
      highlights: [catalogSection.facts[0], traceSection.facts[0]],
    }),
    member('receipts', { highlights: [catalogSection.facts[0]] }),
  ],
};

/** The system itself: little of its own, most of it in its parts. */
export const systemContext: EntityContext = {
  ...someContext,
  entityRef: 'system:default/payments',
  title: 'payments',
  sections: [
    {
      ...catalogSection,
      headline: 'System of Payments in the domain Commerce',
      facts: catalogSection.facts.slice(0, 1),
    },
  ],
  attention: [],
};
