import { TestRepository } from './testRepository';

/** The shape of a synthetic history. */
export interface SyntheticHistory {
  commits: number;
  /** Every so many commits one is a merge of a side branch of one commit; 0: none. */
  mergeEvery: number;
  /** Every so many commits one is tagged. */
  tagEvery: number;
}

/**
 * Writes a history with `git fast-import`: thousands of commits in a second.
 * Exactly as many commits as asked for, all reachable from `main`.
 */
export function fastImport(
  repository: TestRepository,
  { commits, mergeEvery, tagEvery }: SyntheticHistory,
): void {
  const start = Date.UTC(2020, 0, 1) / 1000;
  const lines: string[] = [];
  let tip = 0;
  const commit = (mark: number, from: number, merge?: number) => {
    const when = `${start + mark * 60} +0000`;
    const message = `Change ${mark}\n\nPAY-${mark} asks for it.\n`;
    const content = `content ${mark}\n`;
    lines.push(
      `commit refs/heads/synthetic`,
      `mark :${mark}`,
      `author Person A <a@example.com> ${when}`,
      `committer Person A <a@example.com> ${when}`,
      `data ${message.length}\n${message}`,
    );
    if (from > 0) lines.push(`from :${from}`);
    if (merge) lines.push(`merge :${merge}`);
    lines.push(
      `M 100644 inline services/s${mark % 12}/file${mark % 97}.ts`,
      `data ${content.length}\n${content}`,
    );
    if (mark % tagEvery === 0) {
      lines.push(`reset refs/tags/v${mark}`, `from :${mark}\n`);
    }
  };
  for (let mark = 1; mark <= commits; mark++) {
    const side =
      mergeEvery > 0 && mark % mergeEvery === 0 && mark + 2 <= commits;
    if (side && tip > 0) {
      // A side branch from the tip, one more on the trunk, then the merge.
      commit(mark, tip);
      commit(mark + 1, tip);
      commit(mark + 2, mark + 1, mark);
      mark += 2;
    } else {
      commit(mark, tip);
    }
    tip = mark;
  }
  lines.push('reset refs/heads/main', `from :${tip}\n`);
  repository.feed(lines.join('\n'), 'fast-import', '--quiet');
  repository.git('update-ref', '-d', 'refs/heads/synthetic');
}
