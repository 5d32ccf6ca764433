import { Git } from '../git/Git';

/** How many commits one git process is asked about. */
const BATCH = 100;
/** What of one patch is read; a longer one has no id. */
export const MAX_PATCH_CHARACTERS = 262_144;

/**
 * All that a user's own config could change about a patch is said, so that the
 * same commit has the same patch for everybody.
 */
const PATCH_OPTIONS = [
  '--patch',
  '--unified=3',
  '--inter-hunk-context=0',
  '--diff-algorithm=myers',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
  '--no-renames',
  '--no-color',
  '--no-relative',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
  '--root',
];

/** A hash begins every commit; lines of patches begin with something else. */
const COMMIT_LINE = /^commit ([0-9a-f]{40,64})$/;

/** A patch as it comes, as far as it may count. */
class Patch {
  private lines: string[] = [];
  private size = 0;
  private hunks = 0;
  private counts = true;

  constructor(private readonly head: string) {}

  add(line: string): void {
    this.size += line.length + 1;
    if (line.startsWith('@@ ')) this.hunks += 1;
    // Of two binary files the text of a patch only says that they differ.
    const binary = this.hunks === 0 || !/^[ +\-\\@]/.test(line);
    if (binary && line.startsWith('Binary files ')) this.counts = false;
    if (this.size > MAX_PATCH_CHARACTERS) this.counts = false;
    if (this.counts) this.lines.push(line);
    else this.lines = [];
  }

  /** Undefined for one without lines, e.g. of modes alone, or too long. */
  text(): string | undefined {
    return this.counts && this.hunks > 0
      ? [this.head, ...this.lines, ''].join('\n')
      : undefined;
  }
}

/** Those patches that count, each with the line that names its commit. */
async function* readPatches(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<string> {
  let patch: Patch | undefined;
  let rest = '';
  for await (const chunk of chunks) {
    // One character a byte: files may be in any encoding.
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (COMMIT_LINE.test(line)) {
        const text = patch?.text();
        if (text) yield text;
        patch = new Patch(line);
      } else {
        patch?.add(line);
      }
    }
  }
  const text = patch?.text();
  if (text) yield text;
}

/**
 * Git's stable patch ids (`git patch-id --stable`) of commits: equal where the
 * same lines are taken out and put in, wherever in the files they stand, and
 * whatever white space is in them.
 *
 * Merges and empty commits have none; nor have commits that change binary
 * files, which is what files above a megabyte count as, or whose patch is longer
 * than {@link MAX_PATCH_CHARACTERS}.
 *
 * @throws GitError
 */
export async function readPatchIds(
  git: Git,
  shas: string[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (let from = 0; from < shas.length; from += BATCH) {
    const asked = shas.slice(from, from + BATCH);
    const output = git.stream(
      [
        '-c',
        'core.bigFileThreshold=1m',
        '-c',
        'diff.suppressBlankEmpty=false',
        'log',
        '--stdin',
        '--no-walk=unsorted',
        '--no-merges',
        '--format=commit %H',
        ...PATCH_OPTIONS,
      ],
      asked.map(sha => `${sha}\n`).join(''),
    );
    const patches: string[] = [];
    for await (const patch of readPatches(output)) patches.push(patch);
    if (patches.length === 0) continue;
    const lines = await git.lines(
      ['patch-id', '--stable'],
      Buffer.from(patches.join(''), 'latin1'),
    );
    for (const line of lines) {
      const [id, sha] = line.split(' ');
      ids.set(sha, id);
    }
  }
  return ids;
}
