import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestRepository } from '@throughline/git-history/testUtils';
import { PublishedGraph, TagPair } from './corpus';

type Counts = Pick<TagPair, 'added' | 'removed'>;

/**
 * A repository of git's own with the same commits and parents. Its hashes are
 * others, since nothing but the shape is published.
 */
export class GitCounter {
  private constructor(
    private readonly repository: TestRepository,
    private readonly pairs: Array<{ from: string; to: string }>,
  ) {}

  static create({ commits, tags, pairs }: PublishedGraph): GitCounter {
    const repository = TestRepository.create(['--bare']);
    const marks = new Map<string, number>();
    const lines: string[] = [];
    // Parents first, a minute apart, so that git's walk by date is at its best.
    for (const [sha, ...parents] of [...commits].reverse()) {
      const mark = marks.size + 1;
      marks.set(sha, mark);
      const [first, ...others] = parents.map(parent => marks.get(parent)!);
      lines.push(
        ...(first ? [] : ['reset refs/heads/made']),
        'commit refs/heads/made',
        `mark :${mark}`,
        `committer A <a@example.com> ${1_500_000_000 + mark * 60} +0000`,
        'data 0',
        ...(first ? [`from :${first}`] : []),
        ...others.map(other => `merge :${other}`),
      );
    }
    const file = join(repository.path, 'marks');
    repository.feed(
      `${lines.join('\n')}\n`,
      'fast-import',
      '--quiet',
      `--export-marks=${file}`,
    );
    const made = new Map(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map(line => line.split(' '))
        .map(([mark, sha]) => [Number(mark.slice(1)), sha]),
    );
    const shaOf = (tag: string) => made.get(marks.get(tags.get(tag)!)!)!;
    const shas = pairs.map(({ from, to }) => ({
      from: shaOf(from),
      to: shaOf(to),
    }));
    repository.git('update-ref', 'refs/heads/kept', made.get(marks.size)!);
    const refs = shas.flatMap(({ from, to }, index) => [
      `create refs/heads/from-${index} ${from}`,
      `create refs/heads/to-${index} ${to}`,
    ]);
    repository.feed(`${refs.join('\n')}\n`, 'update-ref', '--stdin');
    // Each branch is told which one it follows, in one file instead of 600 calls.
    const follows = shas.map(
      (_, index) =>
        `[branch "to-${index}"]\n\tremote = .\n\tmerge = refs/heads/from-${index}\n`,
    );
    writeFileSync(join(repository.path, 'config'), follows.join(''), {
      flag: 'a',
    });
    // Packed and with generation numbers, as git keeps what it cares for.
    repository.git('pack-refs', '--all');
    repository.git('repack', '-a', '-d', '-q');
    repository.git('commit-graph', 'write', '--reachable');
    return new GitCounter(repository, shas);
  }

  /** A process for each pair, which counts both ways. */
  byProcess(): Counts[] {
    return this.pairs.map(({ from, to }) => {
      const counted = this.repository.git(
        ...['rev-list', '--left-right', '--count', `${from}...${to}`],
      );
      const [removed, added] = counted.split('\t').map(Number);
      return { added, removed };
    });
  }

  /** One process for all pairs: how far each branch is from what it follows. */
  inOneProcess(): Counts[] {
    const lines = this.repository
      .git(
        'for-each-ref',
        '--format=%(refname:short) %(upstream:track,nobracket)',
        'refs/heads/to-*',
      )
      .split('\n');
    const counts: Counts[] = [];
    for (const line of lines) {
      const [, index] = /^to-(\d+)/.exec(line)!;
      counts[Number(index)] = {
        added: Number(/ahead (\d+)/.exec(line)?.[1] ?? 0),
        removed: Number(/behind (\d+)/.exec(line)?.[1] ?? 0),
      };
    }
    return counts;
  }

  remove(): void {
    this.repository.remove();
  }
}
