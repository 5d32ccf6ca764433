import { commitKey, Fact } from '@throughline/plugin-trace-common';
import { component, user } from './backend';
import { REPOSITORY } from './scenario';

const inShop = (name: string, more: Record<string, string> = {}) =>
  component(name, {
    'github.com/project-slug': 'acme/shop',
    'throughline.dev/paths': `services/${name}/**`,
    ...more,
  });

/** The catalog of the scenario, as entities: two services of a monorepo. */
export const CATALOG = [
  inShop('cart'),
  inShop('wishlist', { 'throughline.dev/ticket-keys': 'PAY' }),
];

/** People of the catalog: `ada` wrote all of the scenario, `bo` reviewed it. */
export const PEOPLE = [
  user('ada', { 'github.com/user-login': 'Ada' }),
  user('bo', { 'github.com/user-login': 'bo' }),
  // Whose login on another forge is the same as ada's on this one.
  user('gil', { 'gitlab.com/user-login': 'ada' }),
  user('eve'),
];

/** Path of an entity's chains. */
export const chainsOf = (name: string) =>
  `/entities/component/default/${name}/chains`;

/** Path of one chain of an entity. */
export const chainOf = (name: string, id: string) =>
  `${chainsOf(name)}/${encodeURIComponent(id)}`;

/** Path of a node. */
export const nodeOf = (id: string) => `/nodes/${encodeURIComponent(id)}`;

/** Key of a request of the scenario. */
export const request = (number: number) => `change:${REPOSITORY}#${number}`;

/** An entity that claims the whole repository. */
export const SHOP = component('shop', {
  'github.com/project-slug': 'acme/shop',
});

/** A time some minutes into a day. */
export const minute = (count: number) =>
  new Date(Date.UTC(2026, 4, 4, 8, count)).toISOString();

/** A commit on the default branch, without a request. */
export function direct(name: string, subject: string, at: string): Fact[] {
  return [
    {
      subject: commitKey(REPOSITORY, name),
      at,
      attributes: {
        sha: name,
        subject,
        author: { login: 'ada', type: 'person' },
        committedAt: at,
        onDefaultBranch: true,
        parents: [],
        paths: ['README.md'],
      },
    },
  ];
}
