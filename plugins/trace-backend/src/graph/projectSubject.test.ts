import fc from 'fast-check';
import { JsonObject } from '@backstage/types';
import {
  artifactKey,
  changeKey,
  commitKey,
  deploymentKey,
  Fact,
  incidentKey,
  issueKey,
  PushAttributes,
} from '@throughline/plugin-trace-common';
import {
  at,
  commitNode,
  release,
  requestNode,
  SHOP,
} from '../__testUtils__/nodes';
import { isOnDefaultBranch, projectSubject } from './projectSubject';

const REQUEST = changeKey(SHOP, 7);

const said = (
  subject: string,
  clock: string,
  attributes: object,
  rank?: number,
): Fact => ({
  subject,
  at: at(clock),
  rank,
  attributes: attributes as JsonObject,
});

const opened = said(REQUEST, '09:00', requestNode().state);
const merged = said(REQUEST, '10:00', { state: 'merged', mergeSha: 'm' }, 4);

function pushed(
  previous: string,
  more: Partial<PushAttributes> = {},
): JsonObject {
  const push = {
    branch: 'main',
    defaultBranch: true,
    before: previous,
    after: 'tip',
    index: 0,
    previous,
    at: at('09:00'),
    ...more,
  };
  return { [`push:${push.after}:${push.branch}`]: push };
}

const commit = (attributes: JsonObject) =>
  projectSubject(commitKey(SHOP, 'c'), [
    said(commitKey(SHOP, 'c'), '09:00', {
      ...commitNode('c').state,
      ...attributes,
    }),
  ]);

describe('the state of a subject', () => {
  it('is what was said last of each register', () => {
    const { node } = projectSubject(REQUEST, [opened, merged]);
    expect(node).toMatchObject({
      key: REQUEST,
      kind: 'change',
      repository: SHOP,
      title: 'Keep the cart',
      url: `https://${SHOP}/pull/7`,
      at: at('10:00'),
      state: { state: 'merged', mergeSha: 'm', draft: false },
    });
  });

  it('is decided by rank where times tie', () => {
    const reopened = said(REQUEST, '10:00', { state: 'open' }, 1);
    for (const facts of [
      [opened, merged, reopened],
      [reopened, merged, opened],
    ]) {
      expect(projectSubject(REQUEST, facts).node?.state.state).toBe('merged');
    }
  });

  it('forgets what was taken back', () => {
    const closed = said(REQUEST, '10:00', { closedAt: at('10:00') });
    const reopened = said(REQUEST, '11:00', { closedAt: null });
    const { node } = projectSubject(REQUEST, [opened, closed, reopened]);
    expect(node?.state).not.toHaveProperty('closedAt');
    expect(node?.at).toBe(at('11:00'));
  });

  it('depends on the set of facts only', () => {
    const facts = [
      opened,
      merged,
      said(REQUEST, '10:00', { title: 'Keep it' }),
      said(REQUEST, '10:00', { title: 'Keep the whole cart' }),
      said(REQUEST, '10:30', { 'review:1': { state: 'approved' } }),
    ];
    const expected = projectSubject(REQUEST, facts);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(facts, { minLength: facts.length }),
        fc.subarray(facts),
        (order, again) => {
          expect(projectSubject(REQUEST, [...again, ...order])).toEqual(
            expected,
          );
        },
      ),
    );
  });
});

describe('a subject that is not shown yet', () => {
  it('is one of which only a detail was said', () => {
    expect(projectSubject(REQUEST, [merged])).toEqual({
      edges: [],
      landings: [],
    });
  });

  it('is a request whose author nobody named', () => {
    const anonymous = { ...opened.attributes, author: undefined };
    const { node } = projectSubject(REQUEST, [
      { ...opened, attributes: anonymous },
    ]);
    expect(node).toBeUndefined();
  });

  it.each(['thing:1', 'constructor:1', 'nothing'])(
    'is one of no kind that is known: %s',
    key => {
      expect(projectSubject(key, [said(key, '09:00', { title: 'x' })])).toEqual(
        { edges: [], landings: [] },
      );
    },
  );
});

describe('an issue', () => {
  const key = issueKey(SHOP, 12);
  const issue = {
    key: '#12',
    title: 'Carts are empty',
    state: 'open',
    incident: false,
    createdAt: at('08:00'),
  };

  it('is a ticket until it is labelled as an incident', () => {
    const facts = [said(key, '08:00', issue)];
    expect(projectSubject(key, facts).node?.kind).toBe('ticket');
    facts.push(said(key, '09:00', { incident: true, causedBy: [REQUEST] }));
    const { node, edges } = projectSubject(key, facts);
    expect(node?.kind).toBe('incident');
    expect(edges).toMatchObject([
      { from: key, type: 'causedBy', to: REQUEST, rule: 'caused-by' },
    ]);
  });

  it('of a tracker belongs to no repository', () => {
    const { node } = projectSubject('issue:PAY-7', [
      said('issue:PAY-7', '08:00', { ...issue, key: 'PAY-7' }),
    ]);
    expect(node).toMatchObject({ kind: 'ticket', repository: undefined });
  });

  it('of a tracker names what caused it all the same', () => {
    const { edges } = projectSubject('issue:INC-7', [
      said('issue:INC-7', '08:00', {
        ...issue,
        incident: true,
        causedBy: [REQUEST],
      }),
    ]);
    expect(edges).toMatchObject([{ type: 'causedBy', to: REQUEST }]);
  });
});

describe('an incident of a system for incidents', () => {
  const key = incidentKey('pager', 'Q1');
  const incident = {
    key: '#4711',
    title: 'Carts are empty',
    state: 'open',
    services: ['pager:P1'],
    createdAt: at('08:00'),
  };

  it('is shown, with what it says caused it', () => {
    const { node, edges } = projectSubject(key, [
      said(key, '08:00', incident),
      said(key, '09:00', { causedBy: [REQUEST] }),
    ]);
    expect(node).toMatchObject({
      kind: 'incident',
      title: 'Carts are empty',
      repository: undefined,
    });
    expect(edges).toMatchObject([
      { from: key, type: 'causedBy', to: REQUEST, rule: 'caused-by' },
    ]);
  });

  it('is not shown before it is known since when it is', () => {
    const { createdAt, ...unfinished } = incident;
    expect(projectSubject(key, [said(key, '08:00', unfinished)]).node).toBe(
      undefined,
    );
  });
});

describe('what something was made from', () => {
  it('is the commit a release was cut from, once that is known', () => {
    const key = artifactKey(SHOP, 'v1');
    const cut = said(key, '11:00', release('v1'));
    expect(projectSubject(key, [cut])).toMatchObject({
      node: { kind: 'artifact', title: 'v1' },
      edges: [],
    });
    const tagged = said(key, '10:59', { sha: 'c' });
    expect(projectSubject(key, [cut, tagged]).edges).toMatchObject([
      { type: 'builtFrom', to: commitKey(SHOP, 'c'), text: 'v1' },
    ]);
  });

  it('is the commit that was deployed', () => {
    const key = deploymentKey(SHOP, 1);
    const deployment = said(key, '11:00', {
      sha: 'c',
      environment: 'production',
      version: '1.2.0',
      createdAt: at('11:00'),
    });
    expect(projectSubject(key, [deployment])).toMatchObject({
      node: { kind: 'deployment', title: 'production 1.2.0' },
      edges: [{ type: 'deployed', to: commitKey(SHOP, 'c') }],
    });
  });

  it('is the commit that tests and checks ran on', () => {
    const job = `pipelineRun:${SHOP}/checks/2`;
    const { edges } = projectSubject(job, [
      said(job, '09:00', {
        subtype: 'job',
        name: 'unit',
        sha: 'c',
        partOf: `pipelineRun:${SHOP}/runs/1`,
      }),
    ]);
    expect(edges).toMatchObject([
      { type: 'ranOn', to: commitKey(SHOP, 'c') },
      { type: 'partOf', to: `pipelineRun:${SHOP}/runs/1` },
    ]);
  });

  it('is what a commit reverts, and what it was picked from', () => {
    const { edges } = commit({
      reverts: [commitKey(SHOP, 'a')],
      cherryPickOf: [commitKey(SHOP, 'b')],
    });
    expect(edges.map(({ type, to }) => [type, to])).toEqual([
      ['reverts', commitKey(SHOP, 'a')],
      ['equivalentTo', commitKey(SHOP, 'b')],
    ]);
  });
});

describe('parents of a commit', () => {
  const NONE = '0'.repeat(40);

  it('are those that a clone knows, whatever a push says', () => {
    expect(commit({ parents: ['a', 'b'], ...pushed('x') }).parents).toEqual({
      repository: SHOP,
      sha: 'c',
      parents: ['a', 'b'],
    });
  });

  it('are what was there before it in the push', () => {
    expect(commit(pushed('b')).parents?.parents).toEqual(['b']);
  });

  it('are those on the default branch, not on the branch it came from', () => {
    const branch = pushed('x', {
      branch: 'keep-cart',
      defaultBranch: false,
      after: 'head',
    });
    expect(commit(branch).parents?.parents).toEqual(['x']);
    expect(commit({ ...branch, ...pushed('b') }).parents?.parents).toEqual([
      'b',
    ]);
  });

  it('are none for the first commit there is', () => {
    expect(commit(pushed(NONE)).parents?.parents).toEqual([]);
    expect(commit({ parents: [] }).parents?.parents).toEqual([]);
  });

  it('are not known where a branch began with it', () => {
    const first = pushed(NONE, { branch: 'keep-cart', defaultBranch: false });
    expect(commit(first).parents).toBeUndefined();
    expect(commit({}).parents).toBeUndefined();
  });
});

describe('landings', () => {
  it('are pushes to the default branch, and no others', () => {
    const { landings } = commit({
      ...pushed('b'),
      ...pushed('x', {
        branch: 'keep-cart',
        defaultBranch: false,
        after: 'head',
      }),
    });
    expect(landings).toEqual([{ repository: SHOP, after: 'tip', sha: 'c' }]);
  });
});

describe('being on the default branch', () => {
  it.each([
    [{ onDefaultBranch: true }, true],
    [pushed('b'), true],
    [pushed('b', { branch: 'x', defaultBranch: false }), false],
    [{}, false],
  ])('is told by a clone or by a push: %j', (state, expected) => {
    expect(isOnDefaultBranch(state as JsonObject)).toBe(expected);
  });
});
