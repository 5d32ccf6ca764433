import { differences, foundIn, plainly, scoreOf } from './score';

const NOTED = new Map([
  ['v1', ['PAY-1']],
  ['v2', ['PAY-2', 'PAY-3']],
]);
const found = new Map([
  ['v1', new Set(['PAY-9'])],
  ['v2', new Set(['PAY-2', 'PAY-4', 'PAY-5'])],
]);

describe('how well tickets of releases fit their notes', () => {
  it('counts every release but the first', () => {
    expect(scoreOf(found, NOTED)).toEqual({
      precision: 1 / 3,
      recall: 1 / 2,
      f1: 2 / 5,
    });
  });

  it('lists what differs', () => {
    const noted = new Map(
      [...NOTED].map(([tag, keys]) => [tag, new Set(keys)]),
    );
    expect(differences(found, noted, 'the notes')).toEqual([
      'v2: PAY-4 only in ours',
      'v2: PAY-5 only in ours',
      'v2: PAY-3 only in the notes',
    ]);
  });

  it('is held against an expression that takes every key', () => {
    const commits = [
      { sha: 'a', parents: [], message: 'PAY-1' },
      { sha: 'b', parents: ['a'], message: 'see pay-2 and pay-3.0' },
    ];
    const tags = [
      { tag: 'v1', sha: 'a' },
      { tag: 'v2', sha: 'b' },
    ];
    expect(plainly({ commits, tags, prefix: 'PAY' })).toEqual(
      new Map([
        ['v1', new Set(['PAY-1'])],
        ['v2', new Set(['PAY-2', 'PAY-3'])],
      ]),
    );
    expect(
      foundIn([
        { tag: 'v1', tickets: [{ ticket: 'PAY-1', commits: [] }], leftOut: [] },
      ]),
    ).toEqual(new Map([['v1', new Set(['PAY-1'])]]));
  });
});
