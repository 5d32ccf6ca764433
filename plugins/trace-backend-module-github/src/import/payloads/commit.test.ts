import {
  CommitAttributes,
  commitKey,
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import { CommitNode } from '../queries/commits';
import { commitFacts, pathsFact } from './commit';

const SHOP = 'github.com/acme/shop';
const SHA = 'a'.repeat(40);
const AT = '2026-03-01T10:00:00.000Z';
const NAMES = [...Array(301).keys()].map(name => `src/${name}.ts`);

const node: CommitNode = {
  oid: SHA,
  url: `https://${SHOP}/commit/${SHA}`,
  message: 'Retry (via the API)',
  authoredDate: '2026-03-01T09:00:00Z',
  committedDate: '2026-03-01T10:00:00Z',
  author: { name: 'Ann (API)', user: { login: 'ann' } },
  parents: { nodes: [] },
};

/** As a clone says it: of the same moment, and with no rank. */
const clone: Fact = {
  subject: commitKey(SHOP, SHA),
  at: AT,
  attributes: {
    sha: SHA,
    subject: 'Retry',
    url: 'https://clone.example/a',
    author: { name: 'Ann', type: 'person' },
    authoredAt: '2026-03-01T08:00:00.000Z',
    committedAt: AT,
    parents: ['b'.repeat(40)],
    paths: ['src/retry.ts'],
    pathsTruncated: false,
    fingerprint: 'f'.repeat(64),
  },
};

/** Whichever comes first. */
function merged(...facts: Fact[]): Partial<CommitAttributes> {
  const values = plainValues(mergeFacts(facts));
  expect(plainValues(mergeFacts([...facts].reverse()))).toEqual(values);
  return values;
}

describe('a commit that the API gave', () => {
  it('yields to a clone in all but who the author is', () => {
    const cut = commitFacts(SHOP, node, {
      paths: NAMES.slice(0, 100),
      changedFiles: 3000,
    });
    expect(merged(...cut)).toMatchObject({
      subject: 'Retry (via the API)',
      pathsTruncated: true,
    });
    expect(merged(...cut, clone)).toEqual({
      ...clone.attributes,
      author: { login: 'ann', name: 'Ann (API)', type: 'person' },
    });
  });

  it('has no login that a clone would have to yield to', () => {
    const author = { name: 'Ann (API)', user: null };
    expect(merged(...commitFacts(SHOP, { ...node, author }), clone)).toEqual(
      clone.attributes,
    );
  });

  it.each([
    ['all that there are', NAMES.slice(0, 2), 2, false],
    ['the first of them', NAMES.slice(0, 100), 101, true],
    ['more than are kept', NAMES, 301, true],
  ])('says of its paths when they are %s', (_, paths, all, truncated) => {
    const { pathsTruncated } = merged(pathsFact(SHOP, SHA, AT, paths, all));
    expect(pathsTruncated).toBe(truncated);
  });

  it('says nothing of paths that GitHub did not list', () => {
    expect(pathsFact(SHOP, SHA, AT, []).attributes).toEqual({});
  });
});
