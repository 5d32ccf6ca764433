import { InputError } from '@backstage/errors';
import {
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { tidyName } from '../report/names';

/** What the query of an upload says about its reports. */
export interface Upload {
  repository: RepositoryName;
  sha: string;
  job?: string;
  matrix?: string;
  attempt: number;
  url?: string;
}

/** Names of the query parameters. */
const PARAMETERS = ['repository', 'sha', 'job', 'matrix', 'attempt', 'url'];
const MAX_LABEL = 200;
const MAX_URL = 2_000;

type Query = Record<string, string | undefined>;

function required(query: Query, name: string, example: string): string {
  const value = query[name]?.trim();
  if (!value) {
    throw new InputError(
      `The query parameter "${name}" is missing, e.g. ${name}=${example}`,
    );
  }
  return value;
}

function refuse(name: string, value: string, expected: string): never {
  throw new InputError(
    `The query parameter "${name}" is "${tidyName(
      value,
    )}"; expected ${expected}`,
  );
}

function readLabel(query: Query, name: string): string | undefined {
  const value = query[name]?.trim();
  if (!value) return undefined;
  if (value.length > MAX_LABEL) {
    refuse(name, value, `at most ${MAX_LABEL} characters`);
  }
  return tidyName(value) || undefined;
}

function readAttempt(query: Query): number {
  const value = query.attempt?.trim();
  if (!value) return 1;
  return /^[1-9]\d{0,5}$/.test(value)
    ? Number(value)
    : refuse('attempt', value, 'a whole number from 1 up');
}

function readUrl(query: Query): string | undefined {
  const value = query.url?.trim();
  if (!value) return undefined;
  const page = URL.canParse(value) ? new URL(value) : undefined;
  const usable =
    value.length <= MAX_URL &&
    page !== undefined &&
    /^https?:$/.test(page.protocol) &&
    !page.username &&
    !page.password;
  return usable
    ? page.href
    : refuse('url', value, 'the address of the run, https://…');
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
      `The query parameter "${tidyName(
        unknown,
      )}" is not known; known are ${PARAMETERS.join(', ')}`,
    );
  }
  const name = required(query, 'repository', 'github.com/acme/shop');
  const sha = required(query, 'sha', '<the full hash of the tested commit>');
  return {
    repository:
      parseRepositoryName(name) ??
      refuse('repository', name, 'host/owner/name, e.g. github.com/acme/shop'),
    sha: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(sha)
      ? sha.toLowerCase()
      : refuse('sha', sha, 'the full hash of a commit, 40 or 64 hex digits'),
    job: readLabel(query, 'job'),
    matrix: readLabel(query, 'matrix'),
    attempt: readAttempt(query),
    url: readUrl(query),
  };
}
