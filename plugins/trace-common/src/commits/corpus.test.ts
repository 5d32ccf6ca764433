import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CommitGraph } from './CommitGraph';
import { CommitTable } from './CommitTable';

function repositoryRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'backstage.json'))) {
    if (dirname(directory) === directory) break;
    directory = dirname(directory);
  }
  return directory;
}

const corpus = resolve(
  repositoryRoot(),
  '../shared/corpora/git-history/devlake-graph',
);
const describeCorpus = existsSync(corpus) ? describe : describe.skip;

const rowsOf = (file: string) =>
  readFileSync(join(corpus, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(','));

describeCorpus(
  'a published history (skipped without ../shared/corpora/git-history)',
  () => {
    it('has between its tags what git counts', async () => {
      const table = new CommitTable();
      gunzipSync(readFileSync(join(corpus, 'parents.txt.gz')))
        .toString()
        .trim()
        .split('\n')
        .map(line => line.split(' '))
        .forEach(([sha, ...parents]) => table.add(sha, parents));
      expect(table.size).toBe(20_372);
      const graph = new CommitGraph(async () => new Map(), table);
      const tags = new Map(rowsOf('tags.csv').map(([tag, sha]) => [tag, sha]));
      const pairs = rowsOf('tag-pairs.csv');
      expect(pairs).toHaveLength(300);

      const counted = [];
      for (const [from, to] of pairs) {
        const { added, removed, missing } = await graph.difference(
          tags.get(to)!,
          tags.get(from)!,
        );
        expect(missing).toEqual([]);
        counted.push([from, to, `${added.length}`, `${removed.length}`]);
      }
      expect(counted).toEqual(pairs);
    });
  },
);
