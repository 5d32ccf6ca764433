import { InputError } from '@backstage/errors';
import {
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';

/** What the query of an upload says about its report. */
export interface Upload {
  repository: RepositoryName;
  sha: string;
  category?: string;
  /** Missing: a push tells whether its commit is on the default branch. */
  defaultBranch?: boolean;
}

const PARAMETERS = ['repository', 'sha', 'category', 'defaultBranch'];
const MAX_CATEGORY = 200;

type Query = Record<string, string | undefined>;

function refuse(name: string, value: string, expected: string): never {
  throw new InputError(
    `The query parameter "${name}" is "${value.slice(
      0,
      200,
    )}"; expected ${expected}`,
  );
}

function required(query: Query, name: string, example: string): string {
  const value = query[name]?.trim();
  if (value) return value;
  throw new InputError(
    `The query parameter "${name}" is missing, e.g. ${name}=${example}`,
  );
}

function readFlag(query: Query, name: string): boolean | undefined {
  const value = query[name]?.trim();
  if (!value) return undefined;
  return value === 'true' || value === 'false'
    ? value === 'true'
    : refuse(name, value, 'true or false');
}

function readCategory(query: Query): string | undefined {
  const value = query.category?.trim();
  if (!value) return undefined;
  return value.length > MAX_CATEGORY || /\p{Cc}/u.test(value)
    ? refuse('category', value, `at most ${MAX_CATEGORY} characters`)
    : value;
}

/**
 * Checks the query of an upload. A parameter that is not known is refused, so
 * that a slip of the pen is not taken for its absence.
 *
 * @throws InputError naming the parameter
 */
export function readQuery(query: Query): Upload {
  const unknown = Object.keys(query).find(name => !PARAMETERS.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `The query parameter "${unknown.slice(
        0,
        200,
      )}" is not known; known are ${PARAMETERS.join(', ')}`,
    );
  }
  const name = required(query, 'repository', 'github.com/acme/shop');
  const sha = required(query, 'sha', '<the full hash of the scanned commit>');
  return {
    repository:
      parseRepositoryName(name) ??
      refuse('repository', name, 'host/owner/name, e.g. github.com/acme/shop'),
    sha: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(sha)
      ? sha.toLowerCase()
      : refuse('sha', sha, 'the full hash of a commit, 40 or 64 hex digits'),
    category: readCategory(query),
    defaultBranch: readFlag(query, 'defaultBranch'),
  };
}
