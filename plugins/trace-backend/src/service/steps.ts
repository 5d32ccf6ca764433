import {
  Chain,
  ChainStep,
  DeploymentStatusAttributes,
  NodeSummary,
  ReviewAttributes,
  TestSuiteRunAttributes,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesFrom, readEdgesTo } from '../database/graph/operations/edges';
import { readNodes } from '../database/graph/operations/nodes';
import { isUnlinked } from '../decisions/applyDecisions';
import { showDecision, withoutWords } from '../decisions/showDecision';
import { readCauseEdges, withDeployments } from '../incidents/causingIncidents';
import { lastAttempt } from '../graph/summariseTests';
import { GraphEdge, GraphNode } from '../graph/types';
import { findRestrictedNodes } from '../restriction/findRestricted';
import { markSummary, withoutRestricted } from '../restriction/redact';

/** Nodes shown in one step; the rest is counted in the chain's summary. */
const MAX_NODES = 30;

type StepNode = ChainStep['nodes'][number];

/** A node of the graph as the API shows it. */
export function toSummary(node: GraphNode): NodeSummary {
  const { key, kind, title, url, at } = node;
  // A node that is only referred to has no time of its own.
  return { id: key, kind, title, url, at: at || undefined };
}

function linkOf(edge: GraphEdge): StepNode['link'] {
  return {
    type: edge.type,
    rule: edge.rule,
    text: edge.text,
    where: edge.place,
    confidence: edge.confidence,
    ...showDecision(edge, false),
  };
}

function detailOf(node: GraphNode): string[] {
  const { state } = node;
  switch (node.kind) {
    case 'testSuiteRun': {
      const run = state as unknown as TestSuiteRunAttributes;
      return [
        `${run.passed} passed, ${run.failed + run.errors} failed, ${
          run.skipped
        } skipped`,
        ...(run.attempt > 1 ? [`attempt ${run.attempt}`] : []),
        ...(run.failedTests ?? []).slice(0, 5),
      ];
    }
    case 'pipelineRun': {
      const attempt = lastAttempt(state);
      return attempt ? [attempt.conclusion ?? attempt.status] : [];
    }
    case 'deployment':
      return Object.entries(state)
        .filter(([name]) => name.startsWith('status:'))
        .map(([, value]) => value as unknown as DeploymentStatusAttributes)
        .sort((a, b) => a.at.localeCompare(b.at))
        .map(status => status.state)
        .slice(-1);
    case 'commit':
      return [String(state.sha).slice(0, 7)];
    default:
      return state.state ? [String(state.state)] : [];
  }
}

function reviewSteps(change: GraphNode): StepNode[] {
  return Object.entries(change.state)
    .filter(([name]) => name.startsWith('review:'))
    .map(([name, value]) => ({
      name,
      review: value as unknown as ReviewAttributes,
    }))
    .sort((a, b) => a.review.at.localeCompare(b.review.at))
    .slice(0, MAX_NODES)
    .map(({ name, review }) => ({
      node: {
        id: `${change.key}/${name}`,
        kind: 'change',
        title: review.by.login ?? 'unknown',
        at: review.at,
      },
      detail: [review.state],
    }));
}

/** One line a node, with the strongest edge that ties it to the change. */
function stepNodes(
  edges: GraphEdge[],
  end: 'from' | 'to',
  nodes: Map<string, GraphNode>,
): StepNode[] {
  const strongest = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const held = strongest.get(edge[end]);
    if (!held || edge.confidence > held.confidence) {
      strongest.set(edge[end], edge);
    }
  }
  return [...strongest]
    .flatMap(([key, edge]) => {
      const node = nodes.get(key);
      return node
        ? [
            {
              node: toSummary(node),
              link: linkOf(edge),
              detail: detailOf(node),
            },
          ]
        : [];
    })
    .sort((a, b) => (a.node.at ?? '').localeCompare(b.node.at ?? ''))
    .slice(0, MAX_NODES);
}

/** Edges whose text is quoted from what people wrote. */
const QUOTING = new Set([
  'implements',
  'closes',
  'mentions',
  'reverts',
  'causedBy',
  'maybeCausedBy',
]);

/**
 * A node of a step as a reader may see it.
 *
 * @param hides - whether it is of a change whose words the reader may not see
 */
function present(
  { node, link, detail, deployment }: StepNode,
  restricted: ReadonlySet<string>,
  options: { seesRestricted: boolean; hides: boolean },
): StepNode {
  const is = restricted.has(node.id);
  const { seesRestricted: shown, hides } = options;
  const quotes = link !== undefined && QUOTING.has(link.type);
  return {
    node: markSummary(node, { restricted: is, shown }),
    link: quotes && !shown && (is || hides) ? withoutWords(link) : link,
    detail,
    ...(deployment && { deployment }),
  };
}

/**
 * The chain of a change left to right, each node with the edge that ties it in.
 *
 * @param chain - the change as the entity shows it: only what counts there is
 *   shown, e.g. tickets whose prefix the entity knows; without words that the
 *   reader may not see
 */
export async function readSteps(
  knex: Knex,
  entityRef: string,
  chain: Chain,
  { seesRestricted }: { seesRestricted: boolean },
): Promise<ChainStep[]> {
  const own = await readEdgesFrom(knex, [chain.id]);
  const commitEdges = own.filter(
    ({ type }) => type === 'head' || type === 'landedAs',
  );
  const commits = commitEdges.map(({ to }) => to);
  const ran = await readEdgesTo(knex, commits, ['ranOn']);
  const causes = [
    ...(await readEdgesTo(knex, [chain.id, ...commits], ['causedBy'])),
    ...(await readCauseEdges(knex, entityRef, commits)),
  ];
  const deployments = chain.environments.flatMap(
    ({ deployment }) => deployment ?? [],
  );
  const stored = await readNodes(knex, [
    chain.id,
    ...own.map(({ to }) => to),
    ...ran.map(({ from }) => from),
    ...causes.map(({ from }) => from),
    ...deployments,
  ]);
  const restricted = await findRestrictedNodes(knex, stored.keys());
  for (const { id, restricted: is } of [
    chain,
    ...chain.tickets,
    ...chain.incidents,
  ]) {
    if (is) restricted.add(id);
  }
  const nodes = new Map(
    [...stored].map(([key, node]) => [
      key,
      seesRestricted ? node : withoutRestricted(node, restricted),
    ]),
  );
  const change = nodes.get(chain.id)!;

  const tickets: StepNode[] = chain.tickets.map(ticket => {
    const edge = own
      .filter(({ to, type }) => to === ticket.id && type === ticket.link)
      .filter(tying => !isUnlinked(tying))
      .sort((a, b) => b.confidence - a.confidence)[0];
    return {
      node: {
        id: ticket.id,
        kind: 'ticket',
        title: ticket.title ? `${ticket.key} ${ticket.title}` : ticket.key,
        url: ticket.url,
      },
      link: edge && linkOf(edge),
      detail: ticket.state ? [ticket.state] : [],
    };
  });
  const reports = ran.filter(
    ({ from }) => nodes.get(from)?.kind === 'testSuiteRun',
  );
  const rollouts = (release: boolean): StepNode[] =>
    chain.environments
      .filter(environment => environment.release === release)
      .map(environment => {
        const node = nodes.get(environment.deployment ?? '');
        return {
          node: node
            ? toSummary(node)
            : {
                id: `${entityRef}/${environment.environment}`,
                kind: release ? 'artifact' : 'deployment',
                title: environment.environment,
              },
          link: node && {
            type: release ? 'builtFrom' : 'deployed',
            rule: environment.incomplete
              ? 'difference-incomplete'
              : 'difference-of-deployments',
            text: environment.version,
            confidence: environment.incomplete ? 0.5 : 1,
          },
          detail: [environment.state],
        };
      });

  const steps: ChainStep[] = [
    { step: 'ticket', nodes: tickets },
    {
      step: 'code',
      nodes: [
        { node: toSummary(change), detail: [] },
        ...stepNodes(commitEdges, 'to', nodes),
      ],
    },
    { step: 'review', nodes: reviewSteps(change) },
    {
      step: 'tests',
      nodes: stepNodes(reports.length > 0 ? reports : ran, 'from', nodes),
    },
    { step: 'deployment', nodes: rollouts(false) },
    { step: 'release', nodes: rollouts(true) },
    {
      step: 'incident',
      nodes: withDeployments(stepNodes(causes, 'from', nodes), causes),
    },
  ];
  const hides = chain.restricted === 'hidden';
  return steps.map(({ step, nodes: shown }) => ({
    step,
    nodes: shown.map(node =>
      present(node, restricted, { seesRestricted, hides }),
    ),
  }));
}
