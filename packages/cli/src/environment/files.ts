import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { escapePath, glob } from 'tinyglobby';
import { nothing } from '../exit';

async function expand(pattern: string): Promise<string[]> {
  const found = await stat(pattern).catch(() => undefined);
  // A name may look like a glob and be one of a file all the same.
  if (found?.isFile()) return [pattern];
  const globs = found?.isDirectory()
    ? `${escapePath(join(pattern, '.')).replace(/\/?\.?$/, '')}/**/*.xml`
    : pattern;
  return glob(globs, { onlyFiles: true, expandDirectories: false });
}

/**
 * The files that are meant, each once, in an order that does not depend on the
 * file system; and the patterns that no file matches.
 *
 * @throws CliError when no file matches any
 */
export async function findFiles(
  patterns: string[],
): Promise<{ paths: string[]; unmatched: string[] }> {
  const found = await Promise.all(patterns.map(expand));
  const paths = [...new Set(found.flat().map(path => join(path)))].sort();
  const unmatched = patterns.filter((_, index) => found[index].length === 0);
  if (paths.length === 0) {
    throw nothing(
      `No file matches ${patterns.join(
        ' ',
      )}; did the tests run, and is the path relative to ${process.cwd()}?`,
    );
  }
  return { paths, unmatched };
}
