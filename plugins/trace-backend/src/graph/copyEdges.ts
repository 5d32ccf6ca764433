import { JsonObject } from '@backstage/types';
import {
  ChangeAttributes,
  changeKey,
  CommitAttributes,
  commitKey,
  RepositoryName,
  SamePatchAttributes,
} from '@throughline/plugin-trace-common';
import { backportOf } from './backportOf';
import { GraphEdge } from './types';

/** How sure each rule is that one is a copy of the other. */
const CONFIDENCE = {
  'cherry-pick-trailer': 1,
  'patch-id': 0.9,
  'backport-branch': 0.85,
  'backport-title': 0.8,
} as const;

type From = Pick<GraphEdge, 'owner' | 'from'>;

function copyEdge(
  of: From,
  to: string,
  rule: keyof typeof CONFIDENCE,
  text?: string,
): GraphEdge {
  const confidence = CONFIDENCE[rule];
  return { ...of, type: 'equivalentTo', to, rule, text, confidence };
}

function relandEdges(of: From, keys: string[], rule: string): GraphEdge[] {
  return keys.map(to => ({
    ...of,
    type: 'relands',
    to,
    rule,
    confidence: 0.95,
  }));
}

/** What a commit is a copy of, and what it lands again. */
export function copyEdgesOfCommit(
  of: From,
  repository: RepositoryName,
  values: JsonObject,
): GraphEdge[] {
  const { cherryPickOf = [], relands = [] } =
    values as unknown as CommitAttributes;
  const twins = Object.entries(values)
    .filter(([name]) => name.startsWith('samePatch:'))
    .map(([, value]) => value as unknown as SamePatchAttributes);
  return [
    ...cherryPickOf.map(to => copyEdge(of, to, 'cherry-pick-trailer')),
    ...twins.map(({ sha, patchId }) =>
      copyEdge(of, commitKey(repository, sha), 'patch-id', patchId),
    ),
    ...relandEdges(of, relands, 'reland-message'),
  ];
}

/** What a request is a backport of, and what it lands again. */
export function copyEdgesOfChange(
  of: From,
  repository: RepositoryName,
  values: JsonObject,
): GraphEdge[] {
  const { number, title, headBranch, baseBranch, relands, ...more } =
    values as unknown as ChangeAttributes;
  const backport =
    headBranch !== undefined &&
    baseBranch !== undefined &&
    more.intoDefaultBranch !== true
      ? backportOf({ number, title, headBranch, baseBranch })
      : undefined;
  return [
    ...(backport
      ? [
          copyEdge(
            of,
            changeKey(repository, backport.number),
            backport.rule,
            backport.text,
          ),
        ]
      : []),
    ...relandEdges(of, relands ?? [], 'reland-text'),
  ];
}
