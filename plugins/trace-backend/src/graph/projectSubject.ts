import { JsonObject } from '@backstage/types';
import {
  ArtifactAttributes,
  collection,
  CommitAttributes,
  commitKey,
  decisionsOf,
  DeploymentAttributes,
  Fact,
  IssueAttributes,
  mergeFacts,
  NodeKind,
  parseRepositoryName,
  PipelineRunAttributes,
  plainValues,
  PushAttributes,
  Registers,
  repositoryOfKey,
  TestSuiteRunAttributes,
} from '@throughline/plugin-trace-common';
import { applyDecisions } from '../decisions/applyDecisions';
import { copyEdgesOfChange, copyEdgesOfCommit } from './copyEdges';
import { CommitParents, GraphEdge, GraphNode, Landing } from './types';

/** What the facts of one subject say, without looking at any other subject. */
export interface SubjectProjection {
  /** Missing while facts do not yet say enough to show it. */
  node?: GraphNode;
  edges: GraphEdge[];
  parents?: CommitParents;
  landings: Landing[];
}

const NO_COMMIT = /^0+$/;

function valuesOf(registers: Registers): JsonObject {
  return Object.fromEntries(
    Object.keys(registers)
      .sort()
      .filter(name => registers[name].value !== null)
      .map(name => [name, registers[name].value]),
  );
}

function newest(registers: Registers): string {
  return Object.values(registers).reduce(
    (latest, { at }) => (at > latest ? at : latest),
    '',
  );
}

/**
 * Parents of a commit. A clone knows them; a push only knows its order, which
 * on the default branch gives the same sets of reachable commits, because all
 * of a push becomes reachable at once. Of several, the first counts: in a later
 * one, as when a branch is set back, it comes after what came of it, and history
 * has no circles.
 *
 * @returns undefined when neither is known
 */
function parentsOfCommit(
  registers: Registers,
  facts: Iterable<Fact>,
): string[] | undefined {
  const attributes = plainValues(registers) as Partial<CommitAttributes>;
  if (attributes.parents) return attributes.parents;
  const pushes = [...facts].flatMap(pushesIn).sort(byTime);
  const landed = pushes.filter(({ defaultBranch }) => defaultBranch);
  const telling = landed.length > 0 ? landed.slice(0, 1) : pushes;
  const known = telling
    .map(({ previous }) => previous)
    .filter(sha => !NO_COMMIT.test(sha));
  // The first push of a branch does not say where the branch began.
  if (landed.length === 0 && known.length === 0) return undefined;
  return [...new Set(known)].sort();
}

/** All pushes a fact tells of, also such as a later one to the same end hides. */
function pushesIn({ attributes }: Fact): PushAttributes[] {
  return Object.entries(attributes)
    .filter(([name, value]) => name.startsWith('push:') && value !== null)
    .map(([, value]) => value as unknown as PushAttributes);
}

/** The earliest first; of one instant, by their last commits. */
function byTime(a: PushAttributes, b: PushAttributes): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.after < b.after ? -1 : Number(a.after > b.after);
}

/** Makes edges of which a subject says itself that there are. */
function edgesFrom(key: string) {
  return (
    type: GraphEdge['type'],
    to: string,
    rule: string,
    text?: string,
  ): GraphEdge => ({
    owner: `subject:${key}`,
    from: key,
    type,
    to,
    rule,
    text,
    confidence: 1,
  });
}

/**
 * Where a subject is kept: as its key says, else, where a system counts it that
 * knows no repositories, as it says itself.
 */
function repositoryOfSubject(
  key: string,
  prefix: string,
  { repository }: JsonObject,
): string | undefined {
  const says =
    (prefix === 'artifact' || prefix === 'deployment') &&
    typeof repository === 'string';
  return (
    repositoryOfKey(key) ?? (says ? parseRepositoryName(repository) : undefined)
  );
}

function edgesOfSubject(
  key: string,
  repository: string | undefined,
  kind: NodeKind,
  values: JsonObject,
): GraphEdge[] {
  const edge = edgesFrom(key);
  if (kind === 'ticket' || kind === 'incident') {
    const { causedBy = [], developedIn = [] } =
      values as unknown as IssueAttributes;
    return applyDecisions(
      [
        ...causedBy.map(to => edge('causedBy', to, 'caused-by')),
        ...developedIn.map(to => edge('developedIn', to, 'vendor-link')),
      ],
      { owner: `subject:${key}`, from: key, types: ['causedBy'] },
      decisionsOf(values).filter(
        ({ verdict, to }) => verdict === 'linked' || causedBy.includes(to),
      ),
    );
  }
  const { artifact } = values as unknown as DeploymentAttributes;
  if (kind === 'deployment' && artifact) {
    const named = edge('deployed', artifact, 'deployed-artifact');
    return [named, ...edgesInRepository(key, repository, kind, values)];
  }
  return edgesInRepository(key, repository, kind, values);
}

/** Edges to what is in the repository that keeps a subject. */
function edgesInRepository(
  key: string,
  repository: string | undefined,
  kind: NodeKind,
  values: JsonObject,
): GraphEdge[] {
  if (!repository) return [];
  const edge = edgesFrom(key);
  const of = { owner: `subject:${key}`, from: key };
  const commit = (sha: string) => commitKey(repository, sha);
  switch (kind) {
    case 'change':
      return copyEdgesOfChange(of, repository, values);
    case 'commit': {
      const { reverts = [] } = values as unknown as CommitAttributes;
      return [
        ...reverts.map(to => edge('reverts', to, 'revert-message')),
        ...copyEdgesOfCommit(of, repository, values),
      ];
    }
    case 'pipelineRun': {
      const { sha, partOf } = values as unknown as PipelineRunAttributes;
      const edges = sha ? [edge('ranOn', commit(sha), 'head-sha', sha)] : [];
      if (partOf) edges.push(edge('partOf', partOf, 'run-id'));
      return edges;
    }
    case 'testSuiteRun': {
      const { sha } = values as unknown as TestSuiteRunAttributes;
      return [edge('ranOn', commit(sha), 'uploaded-for', sha)];
    }
    case 'artifact': {
      const { sha, tag, subtype } = values as unknown as ArtifactAttributes;
      const isCut = subtype !== 'image' && subtype !== 'package';
      const rule = isCut ? 'tag' : 'artifact-sha';
      return sha ? [edge('builtFrom', commit(sha), rule, tag)] : [];
    }
    case 'deployment': {
      const { sha } = values as unknown as DeploymentAttributes;
      return sha ? [edge('deployed', commit(sha), 'deployed-sha', sha)] : [];
    }
    default:
      return [];
  }
}

const REQUIRED: Record<string, string[]> = {
  change: ['number', 'title', 'state', 'headSha', 'createdAt', 'author'],
  commit: ['sha', 'subject', 'committedAt'],
  pipelineRun: ['name', 'subtype'],
  testSuiteRun: ['suite', 'sha', 'tests', 'attempt', 'at'],
  artifact: ['tag'],
  deployment: ['environment', 'createdAt'],
  issue: ['key', 'title', 'state', 'createdAt'],
  incident: ['key', 'title', 'state', 'createdAt'],
  finding: ['tool', 'rule', 'title', 'severity', 'state'],
};

function titleOf(kind: NodeKind, values: JsonObject): string {
  switch (kind) {
    case 'commit':
      return String(values.subject);
    case 'testSuiteRun':
      return String(values.suite);
    case 'pipelineRun':
      return String(values.name);
    case 'artifact':
      return String(values.tag);
    case 'deployment':
      return [values.environment, values.version].filter(Boolean).join(' ');
    default:
      return String(values.title);
  }
}

/**
 * Projects one subject from all facts about it: a pure function of a set.
 *
 * @param key - the subject's node key
 * @param facts - all facts about it, in any order
 */
export function projectSubject(
  key: string,
  facts: Iterable<Fact>,
): SubjectProjection {
  const all = [...facts];
  const registers = mergeFacts(all);
  const values = valuesOf(registers);
  const prefix = key.slice(0, key.indexOf(':'));
  const required = Object.hasOwn(REQUIRED, prefix)
    ? REQUIRED[prefix]
    : undefined;
  const nothing: SubjectProjection = { edges: [], landings: [] };
  if (!required || required.some(name => values[name] === undefined)) {
    return nothing;
  }
  const repository = repositoryOfSubject(key, prefix, values);
  let kind = prefix as NodeKind;
  if (prefix === 'issue') kind = values.incident ? 'incident' : 'ticket';

  const projection: SubjectProjection = {
    node: {
      key,
      kind,
      repository,
      title: titleOf(kind, values),
      url: typeof values.url === 'string' ? values.url : undefined,
      at: newest(registers),
      state: values,
    },
    edges: edgesOfSubject(key, repository, kind, values),
    landings: [],
  };
  if (kind === 'commit' && repository) {
    const sha = String(values.sha);
    const parents = parentsOfCommit(registers, all);
    if (parents) projection.parents = { repository, sha, parents };
    projection.landings = collection<PushAttributes>(registers, 'push')
      .filter(({ value }) => value.defaultBranch)
      .map(({ value }) => ({ repository, after: value.after, sha }));
  }
  return projection;
}

/** Whether a commit reached the default branch, as far as is known. */
export function isOnDefaultBranch(state: JsonObject): boolean {
  return (
    state.onDefaultBranch === true ||
    Object.entries(state).some(
      ([name, value]) =>
        name.startsWith('push:') &&
        (value as unknown as PushAttributes).defaultBranch,
    )
  );
}
