import fc from 'fast-check';
import { isTestPath } from './testPaths';
import { ReleaseCommit, ticketsPerRelease } from './ticketsPerRelease';

const sha = (name: string) => name.padEnd(40, '0');

/** A commit on the one before it in the list, unless `on` says otherwise. */
interface Entry {
  name: string;
  message: string;
  on?: string[];
  paths?: string[];
}

function history(entries: Entry[]): ReleaseCommit[] {
  return entries.map(({ name, message, on, paths }, index) => ({
    sha: sha(name),
    parents: (on ?? entries.slice(index - 1, index).map(e => e.name)).map(sha),
    message,
    paths,
  }));
}

const reverting = (title: string, name: string) =>
  `Revert "${title}"\n\nThis reverts commit ${sha(name)}.`;

/** What shipped, `tag: tickets`, and what was left out with the reason. */
function shipped(entries: Entry[], tags: Array<[string, string]>): string[] {
  return ticketsPerRelease(
    history(entries),
    tags.map(([tag, name]) => ({ tag, sha: sha(name) })),
    { prefixes: ['PAY'] },
  ).map(({ tag, tickets, leftOut }) =>
    [
      tag,
      ...tickets.map(({ ticket }) => ticket),
      ...leftOut.map(({ ticket, why }) => `${ticket} ${why}`),
    ].join(', '),
  );
}

const A: Entry = { name: 'a', message: 'PAY-1 Retry' };

describe('the tickets of a release', () => {
  it('are those its commits implement, and no others', () => {
    const second = { name: 'b', message: 'More\n\nFixes PAY-2, see PAY-3' };
    const noise = { name: 'c', message: 'UTF-8 for FOO-7, release pay-1.0' };
    expect(
      shipped(
        [A, second, noise],
        [
          ['v1', 'a'],
          ['v2', 'c'],
        ],
      ),
    ).toEqual(['v1, PAY-1', 'v2, PAY-2, PAY-3 mentioned']);
  });

  it('do not count again where they shipped before', () => {
    const again = { name: 'b', message: 'PAY-1 Retry again' };
    expect(
      shipped(
        [A, again],
        [
          ['v1', 'a'],
          ['v2', 'b'],
        ],
      ),
    ).toEqual(['v1, PAY-1', 'v2, PAY-1 shipped-before']);
  });

  it('count in each line that is maintained', () => {
    const entries = [
      { name: 'r', message: 'Start' },
      { name: 'two', message: 'PAY-1 Retry', on: ['r'] },
      { name: 'one', message: 'PAY-1 Retry', on: ['r'] },
      { name: 'next', message: 'More', on: ['two', 'one'] },
    ];
    expect(
      shipped(entries, [
        ['v1.9', 'r'],
        ['v2.0', 'two'],
        ['v1.10', 'one'],
        ['v2.1', 'next'],
      ]),
    ).toEqual(['v1.9', 'v2.0, PAY-1', 'v1.10, PAY-1', 'v2.1']);
  });

  it('are not those that were reverted, until the revert is', () => {
    const revert = { name: 'b', message: reverting('PAY-1 Retry', 'a') };
    const again = {
      name: 'c',
      message: reverting('Revert "PAY-1 Retry"', 'b'),
    };
    expect(shipped([A, revert], [['v1', 'b']])).toEqual(['v1, PAY-1 reverted']);
    expect(shipped([A, revert, again], [['v1', 'c']])).toEqual(['v1, PAY-1']);
    // It ships in the release that has it, not in the one that took it out.
    expect(
      shipped(
        [A, revert, again],
        [
          ['v1', 'b'],
          ['v2', 'c'],
        ],
      ),
    ).toEqual(['v1, PAY-1 reverted', 'v2, PAY-1']);
  });

  it('are those again that were landed again, in the order of history', () => {
    const revert = { name: 'b', message: reverting('PAY-1 Retry', 'a') };
    const reland = (name: string) => ({
      name,
      message: `Reland "Retry"\n\nThis is a reland of commit ${sha('a')}`,
    });
    expect(shipped([A, revert, reland('c')], [['v1', 'c']])).toEqual([
      'v1, PAY-1',
    ]);
    const late = { name: 'c', message: reverting('PAY-1 Retry', 'a') };
    const later = { name: 'd', message: reverting('Reland', 'b') };
    expect(shipped([A, reland('b'), late, later], [['v1', 'd']])).toEqual([
      'v1, PAY-1 reverted',
    ]);
  });

  it('are not those for which only tests changed', () => {
    const test = { ...A, paths: ['src/test/java/CartTest.java'] };
    expect(shipped([test], [['v1', 'a']])).toEqual(['v1, PAY-1 tests-only']);
    const both = { ...A, paths: ['src/cart.ts', 'src/cart.test.ts'] };
    expect(shipped([both], [['v1', 'a']])).toEqual(['v1, PAY-1']);
    expect(shipped([{ ...A, paths: [] }], [['v1', 'a']])).toEqual([
      'v1, PAY-1',
    ]);
  });

  it('are the same in whatever order commits are told', () => {
    const entries = [
      A,
      { name: 'b', message: reverting('PAY-1 Retry', 'a') },
      { name: 'c', message: 'PAY-2' },
      { name: 'd', message: reverting('Revert "PAY-1 Retry"', 'b') },
      { name: 'e', message: 'PAY-1 once more' },
    ];
    const commits = history(entries);
    const tags = ['c', 'e'].map(name => ({ tag: `v-${name}`, sha: sha(name) }));
    const options = { prefixes: ['PAY'] };
    const expected = ticketsPerRelease(commits, tags, options);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(commits, { minLength: commits.length }),
        order => {
          expect(ticketsPerRelease(order, tags, options)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are found where messages revert each other in a circle', () => {
    const entries = [
      { name: 'a', message: `PAY-1\n\nThis reverts commit ${sha('b')}.` },
      { name: 'b', message: `PAY-2\n\nThis reverts commit ${sha('a')}.` },
    ];
    expect(() => shipped(entries, [['v1', 'b']])).not.toThrow();
  });
});

describe('paths of tests', () => {
  it.each([
    'src/test/java/org/acme/CartTest.java',
    'spec/cart_spec.rb',
    'src/__tests__/cart.js',
    'src/cart.test.tsx',
    'pkg/cart_test.go',
    'cart/test_fees.py',
    'app/CartTests.cs',
    'testdata/cart.csv',
  ])('%s is one', path => {
    expect(isTestPath(path)).toBe(true);
  });

  it.each([
    'src/cart.ts',
    'src/latest/cart.ts',
    'src/contest.ts',
    'Manifest.java',
    'docs/testing.md',
    'src/inspect/cart.ts',
  ])('%s is none', path => {
    expect(isTestPath(path)).toBe(false);
  });
});
