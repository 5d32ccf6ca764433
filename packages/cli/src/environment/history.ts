import { Git } from '@throughline/git-history';
import { usage } from '../exit';
import { CiJob } from './ci';

/**
 * The branch whose commits count as delivered.
 *
 * @returns undefined when the clone itself says it
 * @throws CliError when that would be whatever a CI system has checked out
 */
export async function findBranch(
  git: Git,
  given: string | undefined,
  ci: CiJob | undefined,
): Promise<string | undefined> {
  const branch = given || ci?.defaultBranch;
  if (branch) return branch;
  const says = await git.optional([
    'symbolic-ref',
    '-q',
    'refs/remotes/origin/HEAD',
  ]);
  if (says) return undefined;
  const current = await git.optional(['symbolic-ref', '-q', 'HEAD']);
  if (current && !ci) return undefined;
  throw usage(
    `Which branch counts as delivered? Give --branch, e.g. --branch main; ${
      current
        ? 'a CI job may be on any'
        : 'HEAD is detached here, and origin/HEAD is not set'
    }.`,
  );
}

/**
 * From where on a history is read.
 *
 * @throws CliError when the text is neither a commit nor a date
 */
export async function findStart(
  git: Git,
  since: string | undefined,
): Promise<{ after?: string[]; since?: string }> {
  if (!since) return {};
  const commit = since.startsWith('-')
    ? undefined
    : await git.optional(['rev-parse', '-q', '--verify', `${since}^{commit}`]);
  if (commit) return { after: [commit] };
  const date = new Date(since);
  if (/^\d{4}-\d\d-\d\d/.test(since) && !Number.isNaN(date.getTime())) {
    return { since: date.toISOString() };
  }
  throw usage(
    `--since is "${since}", which is neither a commit or tag of this clone nor a date such as 2026-01-01.`,
  );
}
