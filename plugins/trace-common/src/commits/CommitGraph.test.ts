import fc from 'fast-check';
import { CommitGraph, LoadParents } from './CommitGraph';

/** A whole history: commit → parents. */
type History = Map<string, string[]>;

const history = (parents: Record<string, string[]>): History =>
  new Map(Object.entries(parents));

/** Answers with what was asked for, and with as many more as it is told. */
function loaderOf(known: History, more = Infinity): LoadParents {
  return async (shas, limit) => {
    const answer = new Map<string, string[]>();
    const queue = [...shas];
    while (
      queue.length > 0 &&
      answer.size < Math.min(limit, shas.length + more)
    ) {
      const sha = queue.shift()!;
      const parents = known.get(sha);
      if (!parents || answer.has(sha)) continue;
      answer.set(sha, parents);
      queue.push(...parents);
    }
    return answer;
  };
}

const graphOf = (known: History) => new CommitGraph(loaderOf(known));

function reachable(all: History, from: string): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  while (queue.length > 0) {
    const sha = queue.pop()!;
    if (!seen.has(sha)) {
      seen.add(sha);
      queue.push(...(all.get(sha) ?? []));
    }
  }
  return seen;
}

/** Set difference the slow way, in a history of which everything is known. */
function bruteForce(all: History, next: string, previous: string) {
  const after = reachable(all, next);
  const before = reachable(all, previous);
  return {
    added: [...after].filter(sha => !before.has(sha)).sort(),
    removed: [...before].filter(sha => !after.has(sha)).sort(),
  };
}

const sorted = ({
  added,
  removed,
}: {
  added: string[];
  removed: string[];
}) => ({
  added: [...added].sort(),
  removed: [...removed].sort(),
});

/** A linear history a ← b ← c ← d, and a branch b ← x merged as m. */
const MERGED = history({
  a: [],
  b: ['a'],
  c: ['b'],
  x: ['b'],
  m: ['c', 'x'],
  d: ['m'],
});

describe('CommitGraph.prepare', () => {
  it('asks once for all commits, and not again when they are walked', async () => {
    const known = history({ a: [], b: ['a'], x: [], y: ['x'] });
    const asked: string[][] = [];
    const graph = new CommitGraph((shas, limit) => {
      asked.push(shas);
      return loaderOf(known)(shas, limit);
    });
    await graph.prepare(['b', 'y', 'gone', 'b']);
    expect(await graph.difference('y', 'b')).toEqual({
      added: ['y', 'x'],
      removed: ['b', 'a'],
      missing: [],
    });
    expect(await graph.parentsOf('gone')).toBeUndefined();
    await graph.prepare(['b', 'gone']);
    expect(asked).toEqual([['b', 'y', 'gone']]);
  });
});

describe('what a deployment holds against the one before it', () => {
  it('is what was committed since', async () => {
    expect(await graphOf(MERGED).difference('c', 'a')).toEqual({
      added: ['c', 'b'],
      removed: [],
      missing: [],
    });
  });

  it('is nothing when the same commit goes out again', async () => {
    expect(await graphOf(MERGED).difference('m', 'm')).toEqual({
      added: [],
      removed: [],
      missing: [],
    });
  });

  it('takes out what a rollback leaves behind', async () => {
    expect(sorted(await graphOf(MERGED).difference('b', 'm'))).toEqual({
      added: [],
      removed: ['c', 'm', 'x'],
    });
  });

  it('holds the whole of a merged branch', async () => {
    expect(sorted(await graphOf(MERGED).difference('d', 'c'))).toEqual({
      added: ['d', 'm', 'x'],
      removed: [],
    });
  });

  it('takes out and brings in between branches', async () => {
    expect(sorted(await graphOf(MERGED).difference('x', 'c'))).toEqual({
      added: ['x'],
      removed: ['c'],
    });
  });
});

describe('where commits are not known', () => {
  it('takes nothing out for a deployment of an unknown commit', async () => {
    expect(await graphOf(MERGED).difference('elsewhere', 'm')).toEqual({
      added: [],
      removed: [],
      missing: ['elsewhere'],
    });
  });

  it('takes nothing out for a branch whose beginning is not known', async () => {
    const branch = new Map([...MERGED, ['y', ['elsewhere']]]);
    expect(await graphOf(branch).difference('y', 'm')).toEqual({
      added: ['y'],
      removed: [],
      missing: ['elsewhere'],
    });
  });

  it('is sure where history only begins at the unknown one', async () => {
    const pushed = history({ b: ['a'], c: ['b'], x: ['b'] });
    expect(await graphOf(pushed).difference('x', 'c')).toEqual({
      added: ['x'],
      removed: ['c'],
      missing: [],
    });
  });

  it('is not sure where one of them may lie behind the unknown one', async () => {
    // In truth the unknown commit may lead to `old`, so that both have it.
    const known = history({ old: [], next: ['old', 'gap'], previous: ['gap'] });
    const { missing } = await graphOf(known).difference('next', 'previous');
    expect(missing).toEqual(['gap']);
  });

  it('is sure of what was pushed onto an unknown commit', async () => {
    const pushed = history({ b: ['a'], c: ['b'] });
    expect(await graphOf(pushed).difference('c', 'a')).toEqual({
      added: ['c', 'b'],
      removed: [],
      missing: [],
    });
  });
});

const commitName = (index: number) => `c${index}`;

/** A random history of which some commits may be unknown. */
const histories = fc
  .integer({ min: 2, max: 14 })
  .chain(size =>
    fc.record({
      parents: fc.tuple(
        ...Array.from({ length: size }, (_, index) =>
          index === 0
            ? fc.constant<number[]>([])
            : fc.uniqueArray(fc.nat(index - 1), { maxLength: 3 }),
        ),
      ),
      unknown: fc.uniqueArray(fc.nat(size - 1), { maxLength: 4 }),
      next: fc.nat(size - 1),
      previous: fc.nat(size - 1),
    }),
  )
  .map(({ parents, unknown, next, previous }) => {
    const all: History = new Map(
      parents.map((indexes, index) => [
        commitName(index),
        indexes.map(commitName),
      ]),
    );
    const known: History = new Map(
      [...all].filter(([sha]) => !unknown.map(commitName).includes(sha)),
    );
    return {
      all,
      known,
      next: commitName(next),
      previous: commitName(previous),
    };
  });

/**
 * Long enough to be left before its end: most commits follow the one before,
 * as histories do, so that there are places which everything leads through.
 */
const longHistories = fc
  .record({
    steps: fc.array(
      fc.uniqueArray(
        fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.nat(9)),
        { maxLength: 2 },
      ),
      { minLength: 60, maxLength: 160 },
    ),
    unknown: fc.uniqueArray(fc.nat(60), { maxLength: 2 }),
    next: fc.nat(40),
    previous: fc.nat(40),
  })
  .map(({ steps, unknown, next, previous }) => {
    const all: History = new Map(
      steps.map((back, index) => {
        const parents = back.map(step => index - step);
        const within = parents.filter(parent => parent >= 0 && parent < index);
        // Few beginnings, or nothing would ever be shared by all.
        const kept = within.length > 0 || index === 0 ? within : [index - 1];
        return [commitName(index), kept.map(commitName)];
      }),
    );
    const last = steps.length - 1;
    return {
      all,
      known: new Map(
        [...all].filter(([sha]) => !unknown.map(commitName).includes(sha)),
      ),
      next: commitName(last - next),
      previous: commitName(last - previous),
    };
  });

describe('difference, over random histories', () => {
  it('is the set difference when everything is known', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ all, next, previous }) => {
        const found = await graphOf(all).difference(next, previous);
        expect(found.missing).toEqual([]);
        expect(sorted(found)).toEqual(bruteForce(all, next, previous));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the set difference whenever it says that nothing is missing', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ all, known, next, previous }) => {
        const found = await graphOf(known).difference(next, previous);
        fc.pre(found.missing.length === 0);
        expect(sorted(found)).toEqual(bruteForce(all, next, previous));
      }),
      { numRuns: 5_000 },
    );
  });

  it('never takes out what is still there, nor brings in what is not', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ all, known, next, previous }) => {
        const found = await graphOf(known).difference(next, previous);
        const truth = bruteForce(all, next, previous);
        const live = reachable(all, next);
        expect(found.removed.filter(sha => live.has(sha))).toEqual([]);
        expect(truth.removed).toEqual(expect.arrayContaining(found.removed));
        expect(found.added.filter(sha => !live.has(sha))).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is sure for good: knowing more does not change it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ all, known, next, previous }) => {
        const before = await graphOf(known).difference(next, previous);
        fc.pre(before.missing.length === 0);
        const after = await graphOf(all).difference(next, previous);
        expect(sorted(before)).toEqual(sorted(after));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same however little is loaded at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.nat(3),
        async ({ known, next, previous }, more) => {
          const little = new CommitGraph(loaderOf(known, more));
          const found = await little.difference(next, previous);
          const expected = await graphOf(known).difference(next, previous);
          expect(sorted(found)).toEqual(sorted(expected));
          expect(found.missing.sort()).toEqual(expected.missing.sort());
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('difference, over long random histories', () => {
  it('is the set difference when everything is known', async () => {
    let left = 0;
    await fc.assert(
      fc.asyncProperty(longHistories, async ({ all, next, previous }) => {
        const load = jest.fn(loaderOf(all, 0));
        const found = await new CommitGraph(load).difference(next, previous);
        expect(found.missing).toEqual([]);
        expect(sorted(found)).toEqual(bruteForce(all, next, previous));
        const asked = new Set(load.mock.calls.flatMap(([shas]) => shas));
        const walked =
          reachable(all, next).size + reachable(all, previous).size;
        if (asked.size * 4 < walked) left += 1;
      }),
      { numRuns: 500 },
    );
    // Else this says no more than the short ones.
    expect(left).toBeGreaterThan(50);
  });

  it('is the set difference whenever it says that nothing is missing', async () => {
    await fc.assert(
      fc.asyncProperty(
        longHistories,
        async ({ all, known, next, previous }) => {
          const found = await graphOf(known).difference(next, previous);
          fc.pre(found.missing.length === 0);
          expect(sorted(found)).toEqual(bruteForce(all, next, previous));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a long history', () => {
  const LENGTH = 6_000;
  const name = (index: number) => `c${index}`;
  const long: History = new Map(
    Array.from({ length: LENGTH }, (_, index) => [
      name(index),
      index === 0 ? [] : [name(index - 1)],
    ]),
  );

  it('is compared exactly beyond the short walk', async () => {
    const found = await graphOf(long).difference(name(5_500), name(500));
    expect(found.added).toHaveLength(5_000);
    expect(found.removed).toEqual([]);
    expect(found.missing).toEqual([]);
    const back = await graphOf(long).difference(name(500), name(5_500));
    expect(back.added).toEqual([]);
    expect(back.removed).toHaveLength(5_000);
  });

  it('is loaded in few reads, each larger than the one before', async () => {
    const load = jest.fn(loaderOf(long));
    await new CommitGraph(load).difference(name(5_999), name(0));
    const limits = load.mock.calls.map(([shas, limit]) => limit - shas.length);
    expect(limits).toEqual([256, 1_024, 4_096, 16_384]);
  });

  it('is read no further than two branches go back', async () => {
    const branches = new Map([
      ...long,
      ['x1', [name(5_900)]],
      ['x2', ['x1']],
      ['y1', [name(5_950)]],
    ]);
    const load = jest.fn(loaderOf(branches, 0));
    const found = await new CommitGraph(load).difference('x2', 'y1');
    expect(sorted(found).added).toEqual(['x1', 'x2']);
    expect(found.removed).toHaveLength(51);
    const asked = new Set(load.mock.calls.flatMap(([shas]) => shas));
    expect(asked.size).toBeLessThan(300);
  });

  it('starts with small reads again for the next difference', async () => {
    const load = jest.fn(loaderOf(long, 0));
    const graph = new CommitGraph(load);
    await graph.difference(name(9), name(0));
    load.mockClear();
    await graph.difference(name(12), name(10));
    const [shas, limit] = load.mock.calls[0];
    expect(limit - shas.length).toBe(256);
  });

  it('asks for an unknown commit once', async () => {
    const load = jest.fn(loaderOf(long));
    const graph = new CommitGraph(load);
    expect(await graph.parentsOf('elsewhere')).toBeUndefined();
    expect(await graph.parentsOf('elsewhere')).toBeUndefined();
    expect(load).toHaveBeenCalledTimes(1);
  });
});
