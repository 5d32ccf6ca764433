import { JsonObject } from '@backstage/types';
import {
  ArtifactAttributes,
  AttemptAttributes,
  changeKey,
  ChangeAttributes,
  CommitAttributes,
  commitKey,
  EdgeType,
  IssueAttributes,
  PipelineRunAttributes,
  TestSuiteRunAttributes,
} from '@throughline/plugin-trace-common';
import { EntityConfig } from '../graph/attribution';
import { Rollout, RolloutOutcome, RolloutStep } from '../graph/environments';
import { GraphEdge, GraphNode } from '../graph/types';

/** The repository of the nodes. */
export const SHOP = 'github.com/acme/shop';

/** A time of the day that a reader can compare at a glance: `at('09:30')`. */
export const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;

const asState = (attributes: object) => attributes as JsonObject;

/** An open request, ready for review, created at nine. */
export function requestNode(more: Partial<ChangeAttributes> = {}): GraphNode {
  const state = {
    number: 7,
    title: 'Keep the cart',
    url: `https://${SHOP}/pull/7`,
    state: 'open',
    draft: false,
    author: { login: 'ada', type: 'person' },
    baseBranch: 'main',
    headBranch: 'keep-cart',
    headSha: 'head',
    createdAt: at('09:00'),
    ...more,
  };
  return {
    key: changeKey(SHOP, state.number),
    kind: 'change',
    repository: SHOP,
    title: state.title,
    url: state.url,
    at: at('09:00'),
    state: asState(state),
  };
}

/** A commit on a branch. */
export function commitNode(
  sha: string,
  more: Partial<CommitAttributes> | JsonObject = {},
): GraphNode {
  return {
    key: commitKey(SHOP, sha),
    kind: 'commit',
    repository: SHOP,
    title: `Commit ${sha}`,
    at: at('09:00'),
    state: asState({
      sha,
      subject: `Commit ${sha}`,
      author: { name: 'Ada', type: 'unknown' },
      committedAt: at('09:00'),
      ...more,
    }),
  };
}

/** A report of ten tests that passed. */
export function reportNode(
  more: Partial<TestSuiteRunAttributes> & { id?: string } = {},
): GraphNode {
  const { id = 'one', ...attributes } = more;
  return {
    key: `testSuiteRun:${SHOP}@head/${id}`,
    kind: 'testSuiteRun',
    repository: SHOP,
    title: 'unit',
    at: attributes.at ?? at('09:10'),
    state: asState({
      suite: 'unit',
      sha: 'head',
      attempt: 1,
      at: at('09:10'),
      tests: 10,
      passed: 10,
      failed: 0,
      errors: 0,
      skipped: 0,
      ...attributes,
    }),
  };
}

/** A workflow run with attempts. */
export function runNode(
  name: string,
  attempts: Array<Partial<AttemptAttributes>>,
  more: Partial<PipelineRunAttributes> & { at?: string; id?: string } = {},
): GraphNode {
  const { at: newest = at('09:10'), id = name, ...attributes } = more;
  return {
    key: `pipelineRun:${SHOP}/runs/${id}`,
    kind: 'pipelineRun',
    repository: SHOP,
    title: name,
    at: newest,
    state: asState({
      subtype: 'workflow',
      name,
      sha: 'head',
      ...attributes,
      ...Object.fromEntries(
        attempts.map((attempt, index) => [
          `attempt:${index + 1}`,
          { attempt: index + 1, status: 'completed', ...attempt },
        ]),
      ),
    }),
  };
}

/** An issue of a forge. */
export function issueNode(
  number: number,
  more: Partial<IssueAttributes> = {},
): GraphNode {
  return {
    key: `issue:${SHOP}#${number}`,
    kind: more.incident ? 'incident' : 'ticket',
    repository: SHOP,
    title: `Issue ${number}`,
    url: `https://${SHOP}/issues/${number}`,
    at: at('08:00'),
    state: asState({
      key: `#${number}`,
      title: `Issue ${number}`,
      state: 'open',
      incident: false,
      createdAt: at('08:00'),
      ...more,
    }),
  };
}

/** An edge that says what it saw. */
export function edge(
  from: string,
  type: EdgeType,
  to: string,
  more: Partial<GraphEdge> = {},
): GraphEdge {
  return {
    owner: `change:${from}`,
    from,
    type,
    to,
    rule: 'test',
    confidence: 1,
    ...more,
  };
}

/** An entity that claims the whole repository. */
export function entityConfig(
  name: string,
  more: Partial<EntityConfig> = {},
): EntityConfig {
  return {
    ref: `component:default/${name}`,
    repository: SHOP,
    paths: [],
    ticketPrefixes: [],
    services: [name],
    ...more,
  };
}

/** A deployment to production that brought commits. */
export function rollout(id: string, more: Partial<Rollout> = {}): Rollout {
  return {
    entityRef: 'component:default/cart',
    environment: 'production',
    key: `deployment:${SHOP}/${id}`,
    release: false,
    production: true,
    repository: SHOP,
    sha: 'merge',
    at: at('12:00'),
    version: id,
    outcome: 'forward',
    missing: [],
    estimated: false,
    ...more,
  };
}

/** That a deployment to production added or removed the change. */
export function step(
  id: string,
  clock: string,
  direction: RolloutStep['direction'],
  outcome: RolloutOutcome = direction === 'added' ? 'forward' : 'rollback',
  more: Partial<Rollout> = {},
): RolloutStep {
  return {
    rollout: rollout(id, { at: at(clock), outcome, ...more }),
    direction,
  };
}

/** Attributes of a release, for facts. */
export function release(
  tag: string,
  more: Partial<ArtifactAttributes> = {},
): JsonObject {
  return asState({
    subtype: 'release',
    tag,
    publishedAt: at('11:00'),
    ...more,
  });
}
