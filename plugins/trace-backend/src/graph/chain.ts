import {
  Actor,
  Chain,
  ChainNote,
  ChangeAttributes,
  CommitAttributes,
  EnvironmentSummary,
  IncompleteReason,
  TestSummary,
} from '@throughline/plugin-trace-common';
import { judgeChange } from '../authorship/judgeChange';
import {
  AuthorshipSettings,
  NO_AUTHORSHIP_SETTINGS,
} from '../authorship/settings';
import { CausedIncident } from '../incidents/causingIncidents';
import { summariseIncidents } from '../incidents/summariseIncidents';
import { EntityConfig } from './attribution';
import {
  EnvironmentLine,
  environmentOfChange,
  RolloutStep,
} from './environments';
import { securityOf, SecurityParts, verdictOf } from './security';
import {
  isSecurityCheck,
  securityOfChecks,
  SecurityVerdict,
} from './securityChecks';
import {
  settledAt,
  stageAfterMerge,
  stageOfRequest,
  StageState,
} from './stages';
import { summariseReviews } from './summariseReviews';
import { summariseChecks, summariseReports } from './summariseTests';
import { summariseTickets, TicketParts } from './summariseTickets';
import { GraphNode } from './types';

/** Everything of the graph that a change's chain is made of. */
export interface ChainParts extends TicketParts {
  change: GraphNode;
  /** Commits of the request. For a direct change, none. */
  head: GraphNode[];
  /** What it became on the base branch. */
  landed: GraphNode[];
  /** Test reports of its commits. */
  reports: GraphNode[];
  /** Pipeline runs of its commits. */
  checks: GraphNode[];
  incidents: GraphNode[];
  reverts: Array<{ id: string; label: string }>;
  revertedBy: Array<{ id: string; label: string; at: string }>;
  /** True when entities were found without knowing all that the change touched. */
  pathsUnknown: boolean;
  /** Whether it is about a restricted ticket. */
  restricted: boolean;
  /** What scans found in its last commit; missing where there were none. */
  scans?: SecurityParts;
  /** What tells how it was written besides the built-in rules, if anything. */
  authorshipSettings?: AuthorshipSettings;
}

/** What an entity adds to make a chain of it. */
export interface EntityParts {
  entity: EntityConfig;
  /** The entity's environments, in order. */
  lines: EnvironmentLine[];
  /** Rollouts of the entity that added or removed the change. */
  steps: RolloutStep[];
  /** Incidents that deployments of the change caused. */
  incidents?: CausedIncident[];
}

/** As it is stored: readers without the permission get it hidden. */
const restrictedIf = (is: boolean) =>
  is ? { restricted: 'shown' as const } : {};

const BOT = /\[bot\]$/i;

function mergeStyle(parts: ChainParts): Chain['merge'] {
  const state = parts.change.state as unknown as ChangeAttributes;
  if (state.state !== 'merged') return undefined;
  const landed = parts.landed.map(
    node => node.state as unknown as CommitAttributes,
  );
  const tip = landed.find(({ sha }) => sha === state.mergeSha);
  if (!tip) return 'unknown';
  const heads = parts.head.map(
    node => node.state as unknown as CommitAttributes,
  );
  if (
    landed.some(({ sha }) => sha === state.headSha) ||
    (tip.parents?.length ?? 0) > 1
  ) {
    return 'merge';
  }
  const copied = heads.some(
    ({ sha, fingerprint }) =>
      sha === state.headSha && fingerprint && fingerprint === tip.fingerprint,
  );
  return copied ? 'rebase' : 'squash';
}

/** What scans of a change's last commit said. */
export function securityOfChange(
  parts: Pick<ChainParts, 'change' | 'checks' | 'scans'>,
): SecurityVerdict | undefined {
  return verdictOf(
    securityOfChecks(parts.checks, String(parts.change.state.headSha)),
    securityOf(parts.scans),
  );
}

/** What tests said of a change's latest commit that was tested, and when. */
export function testsOf(
  parts: Pick<ChainParts, 'change' | 'head' | 'landed' | 'reports' | 'checks'>,
): {
  tests?: TestSummary;
  testedAt?: string;
} {
  const { headSha, mergeSha } = parts.change
    .state as unknown as ChangeAttributes;
  const others = [...parts.landed, ...parts.head]
    .sort((a, b) => b.at.localeCompare(a.at) || a.key.localeCompare(b.key))
    .map(({ state }) => String(state.sha));
  const order = [headSha, mergeSha, ...others].filter(Boolean);
  const of = (nodes: GraphNode[], sha: string | undefined) =>
    nodes.filter(({ state }) => state.sha === sha);
  const newest = (nodes: GraphNode[]) =>
    nodes.map(({ at }) => at).sort((a, b) => b.localeCompare(a))[0];

  for (const [nodes, summarise] of [
    [parts.reports, summariseReports],
    [parts.checks.filter(check => !isSecurityCheck(check)), summariseChecks],
  ] as const) {
    for (const sha of order) {
      const tests = summarise(of(nodes, sha));
      if (tests) return { tests, testedAt: newest(of(nodes, sha)) };
    }
  }
  return {};
}

function incompleteReasons(
  parts: ChainParts,
  chain: Pick<Chain, 'tickets' | 'review' | 'tests' | 'environments' | 'notes'>,
): IncompleteReason[] {
  const excused = chain.notes.includes('bot') || chain.notes.includes('revert');
  const reasons: IncompleteReason[] = [];
  if (!excused && !chain.tickets.some(({ link }) => link !== 'mentions')) {
    reasons.push('no-ticket');
  }
  if (chain.review.approvals === 0) reasons.push('no-review');
  // What was skipped says nothing about the change.
  if (!chain.tests || chain.tests.total === chain.tests.skipped) {
    reasons.push('no-test-evidence');
  }
  if (chain.environments.length === 0) reasons.push('no-deployment');
  if (parts.pathsUnknown) reasons.push('paths-unknown');
  return reasons;
}

/** Incidents that the change or its deployments caused. */
export function incidentsOf(
  parts: Pick<ChainParts, 'incidents'>,
  of: Pick<EntityParts, 'incidents'>,
): CausedIncident[] {
  return [
    ...parts.incidents.map(node => ({ node, certainty: 'said' as const })),
    ...(of.incidents ?? []),
  ];
}

/** When a direct change reached the default branch. */
export function directTimes(commit: GraphNode | undefined, fallback: string) {
  const state = commit?.state as unknown as CommitAttributes | undefined;
  const at = state?.committedAt ?? fallback;
  return { createdAt: state?.authoredAt ?? at, mergedAt: at };
}

/**
 * A change of an entity with its whole chain: a pure function of the graph
 * around the change and of what the entity's annotations and deployments say.
 */
export function buildChain(parts: ChainParts, of: EntityParts): Chain {
  const { change } = parts;
  const direct = change.state.direct === true;
  const state = change.state as unknown as ChangeAttributes;
  const commit = parts.landed[0];
  const landed = direct || state.state === 'merged';
  const { createdAt, mergedAt } = direct
    ? directTimes(commit, change.at)
    : { createdAt: state.createdAt, mergedAt: state.mergedAt ?? change.at };
  const author: Actor = direct
    ? ((commit?.state.author ?? { type: 'unknown' }) as unknown as Actor)
    : state.author;

  // What was merged into another branch waits for nothing: it goes on as part
  // of whatever that branch becomes. Where it was seen all the same, it is shown.
  const elsewhere = !direct && state.intoDefaultBranch === false;
  const lines = elsewhere
    ? of.lines.filter(({ environment }) =>
        of.steps.some(({ rollout }) => rollout.environment === environment),
      )
    : of.lines;
  const environments: EnvironmentSummary[] = landed
    ? lines.map(line => environmentOfChange(line, mergedAt, of.steps))
    : [];
  const review = summariseReviews(change.state);
  const { tests, testedAt } = testsOf(parts);
  const stage: StageState = landed
    ? stageAfterMerge(mergedAt, environments)
    : stageOfRequest({
        change: state,
        review,
        tests,
        testedAt,
        security: securityOfChange(parts),
      });

  const notes: ChainNote[] = [];
  if (author.type === 'bot' || BOT.test(author.login ?? author.name ?? '')) {
    notes.push('bot');
  }
  if (parts.reverts.length > 0) notes.push('revert');
  if (direct) notes.push('direct');
  if (parts.revertedBy.length > 0) notes.push('reverted');

  const tickets = summariseTickets(parts, of.entity);
  const authorship = judgeChange(
    parts,
    parts.authorshipSettings ?? NO_AUTHORSHIP_SETTINGS,
  );
  // An agent's account is a bot's as well; it is the agent that matters.
  const shownNotes =
    authorship.value === 'agent' ? notes.filter(note => note !== 'bot') : notes;

  const times = [
    change.at,
    createdAt,
    landed ? mergedAt : undefined,
    testedAt,
    review.since,
    ...environments.map(({ since }) => since),
    ...parts.revertedBy.map(({ at }) => at),
  ].filter((time): time is string => Boolean(time));

  const caused = incidentsOf(parts, of);
  const chain: Omit<Chain, 'incomplete'> = {
    id: change.key,
    kind: direct ? 'direct' : 'pull-request',
    repository: change.repository!,
    number: direct ? undefined : state.number,
    title: change.title,
    url: change.url,
    author,
    size:
      state.additions === undefined
        ? undefined
        : {
            additions: state.additions,
            deletions: state.deletions ?? 0,
            files: state.changedFiles,
          },
    merge: direct ? 'direct' : mergeStyle(parts),
    landedAs: landed ? state.mergeSha?.slice(0, 7) : undefined,
    authorship,
    tickets,
    review,
    tests,
    security: securityOf(parts.scans),
    environments,
    incidents: summariseIncidents(caused, parts.restrictedIssues),
    revertedBy: parts.revertedBy.map(({ id, label }) => ({ id, label })),
    reverts: parts.reverts,
    stage: stage.stage,
    stageSince: stage.since,
    settledAt:
      stage.stage === 'deployed'
        ? settledAt(
            stage.since,
            caused.map(({ node }) => node.state),
          )
        : undefined,
    waiting: stage.waiting,
    notes: shownNotes,
    updatedAt: times.reduce((a, b) => (a > b ? a : b)),
    createdAt,
    ...restrictedIf(parts.restricted),
  };
  const missing = landed ? incompleteReasons(parts, chain) : [];
  return {
    ...chain,
    incomplete: missing.filter(
      reason => !(elsewhere && reason === 'no-deployment'),
    ),
  };
}
