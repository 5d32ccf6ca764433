import { JsonObject } from '@backstage/types';
import {
  Chain,
  changeKey,
  commitKey,
  deploymentKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { tell } from '../../__testUtils__/backend';
import { eachDatabase } from '../../__testUtils__/databases';
import { REPOSITORY, sha } from '../../__testUtils__/scenario';
import { minute } from '../../__testUtils__/shop';
import { readChainsById } from '../../database/graph/operations/chains';
import { applyCatalog } from '../applyCatalog';

const SHOP = {
  ref: 'component:default/shop',
  repository: REPOSITORY,
  paths: [],
  ticketPrefixes: [],
  services: ['shop'],
};

const fact = (subject: string, at: number, attributes: object): Fact => ({
  subject,
  at: minute(at),
  attributes: attributes as JsonObject,
});

const commit = (name: string, at: number, parent: string, more: object = {}) =>
  fact(commitKey(REPOSITORY, sha(name)), at, {
    sha: sha(name),
    subject: `Commit ${name}`,
    author: { login: 'ada', type: 'person' },
    committedAt: minute(at),
    parents: [sha(parent)],
    ...more,
  });

const merged = (number: number, at: number, name: string, more: object = {}) =>
  fact(changeKey(REPOSITORY, number), at, {
    number,
    title: `Change ${number}`,
    state: 'merged',
    draft: false,
    author: { login: 'ada', type: 'person' },
    baseBranch: 'main',
    headBranch: `branch-${number}`,
    headSha: sha(`f${number}`),
    mergeSha: sha(name),
    createdAt: minute(at),
    mergedAt: minute(at),
    ...more,
  });

const deployed = (id: number, at: number, name: string) => [
  fact(deploymentKey(REPOSITORY, id), at, {
    sha: sha(name),
    environment: 'production',
    production: true,
    createdAt: minute(at),
    version: `d${id}`,
  }),
  fact(deploymentKey(REPOSITORY, id), at, {
    [`status:${id}`]: { state: 'success', at: minute(at) },
  }),
];

async function chainOf(knex: Knex, number: number): Promise<Chain> {
  const [chain] = await readChainsById(knex, SHOP.ref, [
    changeKey(REPOSITORY, number),
  ]);
  return chain;
}

async function tellEach(knex: Knex, facts: Fact[]): Promise<void> {
  await applyCatalog(knex, [SHOP]);
  // One by one: what comes late has to reach what was there before it.
  for (const each of facts) await tell(knex, [[each]]);
}

const where = ({ environments }: Chain) =>
  environments.map(({ state, version }) => `${state} ${version}`);

describe('a change that was picked to a release branch', () => {
  const facts = [
    commit('a0', 1, '0', { parents: [] }),
    ...deployed(1, 2, 'a0'),
    commit('a1', 3, 'a0', { onDefaultBranch: true }),
    merged(1, 3, 'a1'),
    commit('b1', 4, 'a0', { cherryPickOf: [commitKey(REPOSITORY, sha('a1'))] }),
    ...deployed(2, 5, 'b1'),
  ];

  eachDatabase('is live where the picked commit is', async knex => {
    await tellEach(knex, facts);
    expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
    // The original takes its place: nothing happens to the change.
    await tell(knex, [deployed(3, 6, 'a1')]);
    expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
    await tell(knex, [deployed(4, 7, 'a0')]);
    expect(where(await chainOf(knex, 1))).toEqual(['rolled-back d4']);
  });

  eachDatabase('is so in whatever order that is told', async knex => {
    await tellEach(knex, [...facts].reverse());
    expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
  });
});

describe('a change that was reverted', () => {
  const again = (number: number) => ({
    reverts: [changeKey(REPOSITORY, number)],
  });
  const facts = [
    commit('a1', 1, 'a0', { onDefaultBranch: true, parents: [] }),
    merged(1, 1, 'a1'),
    commit('a2', 2, 'a1', { onDefaultBranch: true }),
    merged(2, 2, 'a2', again(1)),
  ];
  const relanded = [
    commit('a3', 3, 'a2', { onDefaultBranch: true }),
    merged(3, 3, 'a3', again(2)),
  ];

  eachDatabase('is not once the revert is', async knex => {
    await tellEach(knex, facts);
    expect((await chainOf(knex, 1)).notes).toContain('reverted');
    for (const each of relanded) await tell(knex, [[each]]);
    const chain = await chainOf(knex, 1);
    expect(chain.notes).not.toContain('reverted');
    expect(chain.revertedBy).toEqual([]);
    expect((await chainOf(knex, 2)).notes).toContain('reverted');
    // And is again, when that is taken back as well.
    await tell(knex, [
      [commit('a4', 4, 'a3', { onDefaultBranch: true })],
      [merged(4, 4, 'a4', again(3))],
    ]);
    expect((await chainOf(knex, 1)).notes).toContain('reverted');
  });
});

describe('a change that a tracker links', () => {
  const facts = [
    fact('issue:PAY-9', 1, {
      key: 'PAY-9',
      title: 'Linked',
      state: 'open',
      incident: false,
      createdAt: minute(1),
      developedIn: [changeKey(REPOSITORY, 1), commitKey(REPOSITORY, sha('d1'))],
    }),
    merged(1, 2, 'a1'),
    commit('d1', 3, 'a0', { onDefaultBranch: true }),
  ];

  eachDatabase('implements the ticket, whichever is told first', async knex => {
    for (const order of [facts, [...facts].reverse()]) {
      await tellEach(knex, order);
      const chains = await readChainsById(knex, SHOP.ref, [
        changeKey(REPOSITORY, 1),
        `change:${REPOSITORY}@${sha('d1')}`,
      ]);
      expect(chains).toHaveLength(2);
      for (const { tickets } of chains) {
        expect(tickets).toMatchObject([{ key: 'PAY-9', link: 'implements' }]);
      }
      for (const table of ['facts', 'nodes', 'edges', 'chains']) {
        await knex(table).delete();
      }
    }
  });
});
