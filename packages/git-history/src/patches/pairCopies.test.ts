import { Candidate, groupByPatch, MAX_SHARED, pairCopies } from './pairCopies';

const candidate = (sha: string, more: Partial<Candidate> = {}): Candidate => ({
  sha,
  side: false,
  picked: [],
  patchId: 'p',
  ...more,
});
const MAIN = candidate('a');
const SIDE = candidate('b', { side: true });

function pairs(
  group: Candidate[],
  related: (a: string, b: string) => boolean = () => false,
): string[] {
  return pairCopies(group, related).map(([a, b]) => `${a.sha}-${b.sha}`);
}

describe('groupByPatch', () => {
  it('takes those of one patch, one of them beside the default branch', () => {
    expect(
      groupByPatch([MAIN, SIDE, candidate('c', { patchId: 'q' })]),
    ).toEqual([[MAIN, SIDE]]);
    expect(groupByPatch([MAIN, candidate('c')])).toEqual([]);
  });

  it('takes none that many share', () => {
    const others = Array.from({ length: MAX_SHARED - 1 }, (_, n) =>
      candidate(`m${n}`),
    );
    expect(groupByPatch([SIDE, ...others])).toHaveLength(1);
    expect(groupByPatch([SIDE, MAIN, ...others])).toEqual([]);
  });
});

describe('pairCopies', () => {
  const OTHER = candidate('c', { side: true });

  it('pairs all but two of the default branch', () => {
    expect(pairs([MAIN, candidate('a2'), SIDE, OTHER])).toEqual([
      'a-b',
      'a-c',
      'a2-b',
      'a2-c',
      'b-c',
    ]);
  });

  it('pairs nothing that leads to the other: it was taken out in between', () => {
    const leads = (a: string, b: string) => [a, b].sort().join() === 'b,c';
    expect(pairs([MAIN, SIDE, OTHER], leads)).toEqual(['a-b', 'a-c']);
  });

  it('leaves to its own words what says which of them it was picked from', () => {
    const says = candidate('c', { side: true, picked: ['a'] });
    expect(pairs([MAIN, candidate('a2'), SIDE, says])).toEqual(['a-b', 'a2-b']);
    const elsewhere = candidate('c', { side: true, picked: ['x'] });
    expect(pairs([MAIN, elsewhere])).toEqual(['a-c']);
  });
});
