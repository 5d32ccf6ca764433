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
import { readEdgesFrom } from '../../database/graph/operations/edges';
import { readChainsById } from '../../database/graph/operations/chains';
import { applyCatalog } from '../applyCatalog';

const TABLES = [
  ...['facts', 'work', 'nodes', 'edges', 'commit_parents', 'landings'],
  ...['node_entities', 'rollouts', 'rollout_commits', 'rollout_missing'],
  ...['rollout_terms', 'chains'],
];

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

/** What a clone says of two commits that are the same patch. */
const samePatch = (one: string, other: string, at: number) =>
  [
    [one, other],
    [other, one],
  ].map(([of, twin]) =>
    fact(commitKey(REPOSITORY, sha(of)), at, {
      [`samePatch:${sha(twin)}`]: { sha: sha(twin), patchId: sha('patch') },
    }),
  );

async function forget(knex: Knex): Promise<void> {
  for (const table of TABLES) await knex(table).delete();
}

describe('a change whose patch a release branch has', () => {
  const main = { onDefaultBranch: true };
  const facts = [
    commit('a0', 1, '0', { parents: [] }),
    ...deployed(1, 2, 'a0'),
    commit('a1', 3, 'a0', main),
    merged(1, 3, 'a1'),
    commit('b1', 4, 'a0'),
    ...samePatch('a1', 'b1', 4),
    ...deployed(2, 5, 'b1'),
  ];

  eachDatabase('is live there, in whatever order that is told', async knex => {
    const copy = commitKey(REPOSITORY, sha('b1'));
    for (const order of [[...facts, ...facts.slice(4)], [...facts].reverse()]) {
      await tellEach(knex, order);
      expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
      expect(await readEdgesFrom(knex, [copy], ['equivalentTo'])).toMatchObject(
        [
          {
            to: commitKey(REPOSITORY, sha('a1')),
            rule: 'patch-id',
            confidence: expect.closeTo(0.9),
          },
        ],
      );
      await forget(knex);
    }
  });

  eachDatabase('is not what did the same again after a revert', async knex => {
    await tellEach(knex, [
      ...facts.slice(0, 5),
      commit('a2', 4, 'a1', main),
      commit('a3', 5, 'a2', main),
      merged(3, 5, 'a3'),
      commit('b1', 6, 'a0'),
      ...[...samePatch('a1', 'b1', 6), ...samePatch('a3', 'b1', 6)],
      ...deployed(2, 7, 'a1'),
    ]);
    expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
    expect(where(await chainOf(knex, 3))).toEqual(['waiting undefined']);
    await tell(knex, [deployed(3, 8, 'a3')]);
    await tell(knex, [deployed(4, 9, 'a2')]);
    expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
    expect(where(await chainOf(knex, 3))).toEqual(['rolled-back d4']);
    // The branch that has the patch once has what both of them did.
    await tell(knex, [deployed(5, 10, 'b1')]);
    expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
    expect(where(await chainOf(knex, 3))).toEqual(['live d5']);
  });
});

describe('a change that landed as several commits', () => {
  const main = { onDefaultBranch: true };
  const facts = [
    commit('a0', 1, '0', { parents: [] }),
    ...deployed(1, 2, 'a0'),
    commit('h1', 2, 'a0', { fingerprint: 'one' }),
    commit('f1', 2, 'h1', { fingerprint: 'two' }),
    commit('a1', 3, 'a0', { ...main, fingerprint: 'one' }),
    commit('a2', 3, 'a1', { ...main, fingerprint: 'two' }),
    merged(1, 3, 'a2', { commits: 2 }),
    commit('b1', 4, 'a0', { cherryPickOf: [commitKey(REPOSITORY, sha('a1'))] }),
    ...deployed(2, 5, 'b1'),
  ];
  const rest = [
    commit('b2', 6, 'b1'),
    ...samePatch('a2', 'b2', 6),
    ...deployed(3, 7, 'b2'),
  ];

  eachDatabase('is where each of them has a copy', async knex => {
    await tellEach(knex, facts);
    expect(where(await chainOf(knex, 1))).toEqual(['waiting undefined']);
    await tellEach(knex, rest);
    expect(where(await chainOf(knex, 1))).toEqual(['live d3']);
    await forget(knex);
    await tellEach(knex, [...facts, ...rest].reverse());
    expect(where(await chainOf(knex, 1))).toEqual(['live d3']);
    await tell(knex, [deployed(4, 8, 'b1')]);
    expect(where(await chainOf(knex, 1))).toEqual(['rolled-back d4']);
  });
});

describe('a change that a release branch had first', () => {
  const facts = [
    commit('a0', 1, '0', { parents: [] }),
    ...deployed(1, 2, 'a0'),
    commit('b1', 3, 'a0'),
    ...deployed(2, 4, 'b1'),
    commit('a1', 5, 'a0', {
      onDefaultBranch: true,
      cherryPickOf: [commitKey(REPOSITORY, sha('b1'))],
    }),
    merged(1, 5, 'a1'),
  ];

  eachDatabase('is live there from when it landed', async knex => {
    for (const order of [facts, [...facts].reverse()]) {
      await tellEach(knex, order);
      const { environments } = await chainOf(knex, 1);
      expect(environments).toMatchObject([
        { state: 'live', version: 'd2', since: minute(5) },
      ]);
      await forget(knex);
    }
  });
});

describe('a change that was backported', () => {
  const facts = [
    commit('a0', 1, '0', { parents: [] }),
    ...deployed(1, 2, 'a0'),
    commit('a1', 3, 'a0', { onDefaultBranch: true }),
    merged(1, 3, 'a1', { intoDefaultBranch: true }),
    commit('b1', 4, 'a0'),
    merged(2, 4, 'b1', {
      headBranch: 'backport-1-to-1.x',
      baseBranch: '1.x',
      intoDefaultBranch: false,
    }),
    ...deployed(2, 5, 'b1'),
  ];

  eachDatabase('is live where its backport is, and back', async knex => {
    for (const order of [facts, [...facts].reverse()]) {
      await tellEach(knex, order);
      expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
      await tell(knex, [deployed(3, 6, 'a1')]);
      expect(where(await chainOf(knex, 1))).toEqual(['live d2']);
      expect(where(await chainOf(knex, 2))).toEqual(['live d2']);
      await forget(knex);
    }
  });

  eachDatabase('is not what goes to the same branch', async knex => {
    const same = [...facts];
    same[4] = merged(1, 3, 'a1', { baseBranch: '1.x' });
    await tellEach(knex, same);
    expect(where(await chainOf(knex, 1))).toEqual(['waiting undefined']);
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

describe('a change that was landed again', () => {
  const main = { onDefaultBranch: true };
  const facts = [
    commit('a1', 1, 'a0', { ...main, parents: [] }),
    merged(1, 1, 'a1'),
    commit('a2', 2, 'a1', main),
    merged(2, 2, 'a2', { reverts: [changeKey(REPOSITORY, 1)] }),
    // It names what landed, not the revert, and not the request.
    commit('a3', 3, 'a2', {
      ...main,
      relands: [commitKey(REPOSITORY, sha('a1'))],
    }),
  ];
  const notes = async (knex: Knex) => (await chainOf(knex, 1)).notes;

  eachDatabase('is not reverted, unless it is again', async knex => {
    for (const order of [facts, [...facts].reverse()]) {
      await tellEach(knex, order);
      expect(await notes(knex)).not.toContain('reverted');
      await tellEach(knex, [
        commit('a4', 4, 'a3', {
          ...main,
          reverts: [commitKey(REPOSITORY, sha('a3'))],
        }),
      ]);
      expect(await notes(knex)).toContain('reverted');
      await forget(knex);
    }
    // What was landed again before says nothing of a later revert.
    await tellEach(knex, [...facts.slice(0, 3), facts[4]]);
    await tellEach(knex, [
      merged(2, 5, 'a5', { reverts: [changeKey(REPOSITORY, 1)] }),
    ]);
    expect(await notes(knex)).toContain('reverted');
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
      await forget(knex);
    }
  });
});
