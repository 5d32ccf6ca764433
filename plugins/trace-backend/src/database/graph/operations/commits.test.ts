import { eachDatabase } from '../../../__testUtils__/databases';
import { readFirstParents, writeParents } from './commits';

const REPOSITORY = 'github.com/acme/shop';

/** a ← b ← c ← m ← d, where m merged x, of which only its hash is known. */
const HISTORY = [
  { sha: 'a', parents: [] },
  { sha: 'b', parents: ['a'] },
  { sha: 'c', parents: ['b'] },
  { sha: 'm', parents: ['c', 'x'] },
  { sha: 'd', parents: ['m'] },
].map(commit => ({ repository: REPOSITORY, ...commit }));

describe('first parents', () => {
  eachDatabase('are read for all starts at once', async knex => {
    await knex.transaction(async tx => {
      await writeParents(tx, HISTORY);
      await writeParents(tx, [
        { repository: 'github.com/acme/other', sha: 'a', parents: ['z'] },
      ]);
    });
    const queries: string[] = [];
    knex.on('query', ({ sql }) => queries.push(sql));
    const walks = await readFirstParents(knex, REPOSITORY, [
      // Follows the branch, and not what was merged into it.
      { sha: 'd', count: 4 },
      // Ends at the root, which the same hash elsewhere is not.
      { sha: 'b', count: 9 },
      // Names an unknown commit without going past it.
      { sha: 'x', count: 3 },
      { sha: 'c', count: 1 },
      // The same start once more, for fewer.
      { sha: 'd', count: 2 },
    ]);
    expect(Object.fromEntries(walks)).toEqual({
      d: ['d', 'm', 'c', 'b'],
      b: ['b', 'a'],
      x: ['x'],
      c: ['c'],
    });
    expect(queries).toHaveLength(1);
  });

  eachDatabase('of single commits need no reading', async knex => {
    const queries: string[] = [];
    knex.on('query', ({ sql }) => queries.push(sql));
    const walks = await readFirstParents(knex, REPOSITORY, [
      { sha: 'd', count: 1 },
    ]);
    expect(walks.get('d')).toEqual(['d']);
    expect(queries).toEqual([]);
  });
});
