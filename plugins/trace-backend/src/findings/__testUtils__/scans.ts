import { JsonObject } from '@backstage/types';
import {
  commitKey,
  Fact,
  findingKey,
  scanKey,
} from '@throughline/plugin-trace-common';
import { REPOSITORY } from '../../__testUtils__/scenario';
import { minute } from '../../__testUtils__/shop';

const fact = (subject: string, at: number, attributes: object): Fact => ({
  subject,
  at: minute(at),
  attributes: attributes as JsonObject,
});

/** What a scan says of a finding, the same each time. */
export const finding = (id: string, more: object = {}) =>
  fact(findingKey(REPOSITORY, id), 0, {
    subtype: 'code',
    tool: 'CodeQL',
    category: '',
    rule: 'js/xss',
    title: `Finding ${id}`,
    severity: 'high',
    state: 'open',
    path: 'services/cart/index.ts',
    ...more,
  });

/** A scan of a commit that reported some findings. */
export const scan = (
  sha: string,
  at: number,
  ids: string[],
  more: object = {},
) =>
  fact(scanKey(REPOSITORY, sha, 'codeql'), at, {
    tool: 'CodeQL',
    category: '',
    sha,
    at: minute(at),
    findings: ids.length,
    results: ids,
    ...more,
  });

/** A commit that a push left on the default branch, or on another. */
export const pushed = (sha: string, at: number, branch = 'main') =>
  fact(commitKey(REPOSITORY, sha), at, {
    sha,
    subject: `Commit ${sha}`,
    author: { login: 'ada', type: 'person' },
    committedAt: minute(at),
    paths: ['services/cart/index.ts'],
    [`push:${sha}:${branch}`]: {
      branch,
      defaultBranch: branch === 'main',
      before: '0',
      after: sha,
      index: 0,
      previous: '0',
      at: minute(at),
    },
  });

/** An open request whose last commit it is. */
export const opened = (number: number, headSha: string) =>
  fact(`change:${REPOSITORY}#${number}`, 1, {
    number,
    title: 'Two steps',
    url: `https://${REPOSITORY}/pull/${number}`,
    state: 'open',
    draft: false,
    author: { login: 'ada', type: 'person' },
    baseBranch: 'main',
    headBranch: 'steps',
    headSha,
    createdAt: minute(1),
  });
