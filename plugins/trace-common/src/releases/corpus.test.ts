import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ticketsPerRelease } from './ticketsPerRelease';

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
  '../shared/corpora/git-history/commons-csv',
);
const describeCorpus = existsSync(corpus) ? describe : describe.skip;

const read = (file: string) => readFileSync(join(corpus, file), 'utf8');
const linesOf = (file: string) =>
  read(file)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

describeCorpus(
  'the release notes of a project (skipped without ../shared/corpora/git-history)',
  () => {
    it('name the tickets that its commits and tags tell', () => {
      const commits = linesOf('commits.ndjson').map(commit => ({
        sha: commit.sha,
        parents: commit.parents,
        message: commit.body,
        paths: commit.files.map(([, path]: string[]) => path),
      }));
      const tags = new Map(
        linesOf('tags.ndjson').map(({ tag, sha }) => [tag, sha]),
      );
      const { releases, ticketPattern } = JSON.parse(read('releases.json'));
      const found = ticketsPerRelease(
        commits,
        releases.map(({ tag }: { tag: string }) => ({
          tag,
          sha: tags.get(tag),
        })),
        { prefixes: [ticketPattern.slice(0, ticketPattern.indexOf('-'))] },
      );
      // Of the first one nothing tells what was in it before.
      const counted = found.slice(1).map(({ tickets }, index) => {
        const noted = new Set<string>(releases[index + 1].tickets);
        const right = tickets.filter(({ ticket }) => noted.has(ticket)).length;
        return { right, found: tickets.length, noted: noted.size };
      });
      expect(counted).toHaveLength(15);
      const sum = (of: 'right' | 'found' | 'noted') =>
        counted.reduce((total, release) => total + release[of], 0);
      expect(sum('noted')).toBe(110);
      const f1 = (2 * sum('right')) / (sum('found') + sum('noted'));
      expect(f1).toBeGreaterThanOrEqual(0.94);
    });
  },
);
