import {
  commitKey,
  DeploymentAttributes,
} from '@throughline/plugin-trace-common';
import { UNKNOWN_COMMIT } from '../graph/environments';
import { PlacedRollout } from '../graph/placeRollout';
import { GraphEdge, GraphNode } from '../graph/types';
import { BuiltFrom } from './builtFrom';
import { Origin } from './resolveArtifact';

/** How sure it is that a service's commit is in the repository it names. */
const BY_SERVICE = 0.8;

/**
 * What a deployment deployed, as far as it does not say so itself: the artifact
 * that is the one it names under another key, and the commit.
 */
export function rolloutEdges(
  node: GraphNode,
  rollouts: PlacedRollout[],
  origin: Origin | undefined,
): GraphEdge[] {
  if (node.kind !== 'deployment') return [];
  const { sha: said } = node.state as unknown as DeploymentAttributes;
  const edge = (
    to: string,
    more: Pick<GraphEdge, 'rule' | 'text' | 'confidence'>,
  ): GraphEdge => ({
    owner: `rollout:${node.key}`,
    from: node.key,
    type: 'deployed',
    to,
    ...more,
  });
  const commits = new Map(
    rollouts
      .filter(({ sha }) => sha !== UNKNOWN_COMMIT)
      .filter(({ repository }) => repository !== '')
      .map(({ repository, sha }) => [commitKey(repository, sha), sha]),
  );
  if (said && node.repository) {
    commits.delete(commitKey(node.repository, said));
  }
  const { rule, confidence, artifact } = origin ?? {};
  return [
    ...(rule && artifact && rule !== 'deployed-artifact'
      ? [edge(artifact, { rule, text: artifact, confidence: confidence! })]
      : []),
    ...[...commits].map(([to, sha]) =>
      edge(to, {
        rule: origin
          ? origin.builtFrom?.rule ?? 'artifact-commit'
          : 'service-repository',
        text: origin?.builtFrom?.text ?? sha,
        confidence: confidence ?? BY_SERVICE,
      }),
    ),
  ];
}

/** What an artifact was built from, as others say. */
export function builtEdges(
  { key }: GraphNode,
  { repository, sha, rule, text, confidence }: BuiltFrom,
): GraphEdge[] {
  return [
    {
      owner: `rollout:${key}`,
      from: key,
      type: 'builtFrom',
      to: commitKey(repository, sha),
      ...{ rule, text, confidence },
    },
  ];
}
