import {
  ArtifactAttributes,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { GraphNode } from '../graph/types';
import { BuiltFrom } from './builtFrom';

/** Which commit an artifact is of, and how that is known. */
export interface Origin {
  repository: RepositoryName;
  sha: string;
  /** Node key of the artifact that says so. */
  artifact: string;
  /** `deployed-artifact`: the one that is named. */
  rule: 'deployed-artifact' | 'same-digest' | 'same-version';
  /** 0 to 1. */
  confidence: number;
  /** Missing where the artifact says its commit itself. */
  builtFrom?: BuiltFrom;
}

/** Artifacts that may be the one a deployment names. */
export interface Candidates {
  named?: GraphNode;
  sameDigest: GraphNode[];
  /** Surest first. */
  sameVersion: GraphNode[];
  /** What others said of the commit of one of them, by its node key. */
  builtFrom?: (artifact: string) => BuiltFrom | undefined;
}

function originOf(
  node: GraphNode,
  rule: Origin['rule'],
  confidence: number,
): Origin[] {
  const { sha } = node.state as unknown as ArtifactAttributes;
  const { repository, key } = node;
  return sha && repository
    ? [{ repository, sha, artifact: key, rule, confidence }]
    : [];
}

const byKey = (a: GraphNode, b: GraphNode) => (a.key < b.key ? -1 : 1);

/**
 * Which commit a deployed artifact is of: as it says itself; as one with the
 * same digest says, which is the same artifact elsewhere; as a tag or release
 * of its version says.
 *
 * @returns undefined while none of them says it
 */
export function resolveArtifact({
  named,
  sameDigest,
  sameVersion,
  builtFrom = () => undefined,
}: Candidates): Origin | undefined {
  const [origin] = [
    ...(named ? originOf(named, 'deployed-artifact', 1) : []),
    ...[...sameDigest]
      .sort(byKey)
      .flatMap(node => originOf(node, 'same-digest', 1)),
    ...sameVersion.flatMap(node => originOf(node, 'same-version', 0.8)),
  ];
  const built = origin && builtFrom(origin.artifact);
  return built
    ? {
        ...origin,
        confidence: origin.confidence * built.confidence,
        builtFrom: built,
      }
    : origin;
}
