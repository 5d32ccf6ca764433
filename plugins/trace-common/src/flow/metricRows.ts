import { FlowRow, MetricDefinition, MetricId } from './api';
import { Delivered, deliveredOf, distinctChanges } from './delivered';
import { Certainty, FlowChange, FlowFacts, FlowQuestion } from './facts';
import { JudgedDeployment, judgeDeployments } from './failures';
import { secondsBetween } from './instants';
import { oncePer } from './oncePer';
import { undeployedOf } from './undeployed';

/** A row of a metric, before its words are looked up. */
export interface MetricRow
  extends Pick<
    FlowRow,
    'entityRef' | 'id' | 'kind' | 'at' | 'value' | 'excluded'
  > {
  /** Of metrics about failures. */
  certainty?: Certainty;
}

/** What is asked for, prepared once for all metrics. */
export interface Prepared {
  /** Each change once, written as is asked for. */
  changes: FlowChange[];
  /** Those of the changes that are where it counts. */
  delivered: ReadonlyMap<FlowChange, Delivered>;
  deployments: JudgedDeployment[];
  /** Entities of which no deployment was seen. */
  undeployed: ReadonlySet<string>;
}

/** Each change once, and each deployment with what came of it. */
export function prepare(facts: FlowFacts, question: FlowQuestion): Prepared {
  const { environment, written } = question;
  const undeployed = undeployedOf(facts);
  const all = distinctChanges(facts.changes, environment, undeployed);
  const changes = written ? all.filter(one => one.written === written) : all;
  const delivered = new Map<FlowChange, Delivered>();
  for (const change of changes) {
    const there = deliveredOf(change, environment);
    if (there) delivered.set(change, there);
  }
  const deployments = judgeDeployments(facts, environment);
  return { changes, delivered, deployments, undeployed };
}

const seconds = (from: string, to: string) =>
  Math.max(0, secondsBetween(from, to));

/** All in one shape, with all that it can say: there are many of them. */
const rowOf = (
  { entityRef, id }: FlowChange,
  at: string,
  value: number | undefined,
  excluded?: string,
): MetricRow => ({ entityRef, id, kind: 'change', at, value, excluded });

/**
 * Change lead time: from the author date of a change's first commit until it is
 * delivered, of the changes delivered in the period (DORA: "from committed to
 * version control to deployed in production").
 *
 * `dora` leaves out, by name: `bot`; `baseline`, which was there before anybody
 * looked; `incomplete`, where it is not sure which deployment brought it;
 * `no-commit`, whose first commit's date is not known; `not-deployed`, merged in
 * the period and not there yet; and `through-library`, merged in the period into
 * a library that only goes out with what is built with it.
 *
 * `devlake` takes requests only (`direct` is left out), bots' as well, from the
 * first commit or else from the opening, and lets the first deployment take in
 * all of the history.
 */
function leadTime(
  change: FlowChange,
  delivered: Delivered | undefined,
  definition: MetricDefinition,
): MetricRow | undefined {
  const { mergedAt, startedAt, createdAt, notes } = change;
  if (!delivered) {
    const excluded = change.library ? 'through-library' : 'not-deployed';
    return mergedAt ? rowOf(change, mergedAt, undefined, excluded) : undefined;
  }
  const begin = definition === 'devlake' ? startedAt ?? createdAt : startedAt;
  const excluded =
    definition === 'devlake'
      ? notes.includes('direct') && 'direct'
      : (notes.includes('bot') && 'bot') ||
        (delivered.baseline && 'baseline') ||
        (delivered.incomplete && 'incomplete') ||
        (!begin && 'no-commit');
  return excluded
    ? rowOf(change, delivered.at, undefined, excluded)
    : rowOf(change, delivered.at, seconds(begin!, delivered.at));
}

/** Why a deployment says nothing of how changes come to production. */
function notACounted({ deployment }: JudgedDeployment): string | undefined {
  if (deployment.outcome === 'baseline') return 'baseline';
  return deployment.outcome === 'redeploy' ? 'redeploy' : undefined;
}

function deploymentRows(
  { deployments }: Prepared,
  read: (
    judged: JudgedDeployment,
  ) => Pick<MetricRow, 'value' | 'excluded' | 'certainty' | 'at'> | undefined,
): MetricRow[] {
  const rows: MetricRow[] = [];
  for (const judged of deployments) {
    const row = read(judged);
    if (!row) continue;
    const { entityRef, id } = judged.deployment;
    const { at, value, excluded, certainty } = row;
    const kind = 'deployment';
    rows.push({ entityRef, id, kind, at, value, excluded, certainty });
  }
  return rows;
}

/**
 * Deployment frequency: production deployments that changed something, a week.
 * `dora` leaves out `baseline`, the first one known, and `redeploy`, which
 * brought nothing; `devlake` counts all.
 */
const frequency = (prepared: Prepared, definition: MetricDefinition) =>
  deploymentRows(prepared, judged => {
    const excluded = definition === 'dora' ? notACounted(judged) : undefined;
    const { at } = judged.deployment;
    return excluded ? { at, excluded } : { at, value: 1 };
  });

/**
 * Change fail rate: of the production deployments in the period those that
 * needed intervention at once. `dora` leaves out `baseline`, `redeploy` and
 * `rollback`, which is the intervention; `devlake` counts all of them, and as
 * failed those that have an incident.
 */
const failRate = (prepared: Prepared, definition: MetricDefinition) =>
  deploymentRows(prepared, judged => {
    const { at, outcome } = judged.deployment;
    if (definition === 'devlake') {
      const value = Number(judged.incidents.length > 0);
      return { at, value, certainty: judged.certainty };
    }
    const excluded =
      notACounted(judged) ?? (outcome === 'rollback' ? 'rollback' : undefined);
    return excluded
      ? { at, excluded }
      : {
          at,
          value: Number(judged.failed),
          certainty: judged.certainty,
        };
  });

/**
 * Failed deployment recovery time: from when a deployment that failed was there
 * until it was taken back and its incidents were closed. `not-recovered` is
 * left out. `devlake` knows recovery by incidents alone (`no-incident`).
 */
const recovery = (prepared: Prepared, definition: MetricDefinition) =>
  deploymentRows(prepared, judged => {
    const { failed, certainty, incidents, deployment } = judged;
    const { at } = deployment;
    if (!failed) return undefined;
    if (definition === 'devlake' && incidents.length === 0) {
      return { at, excluded: 'no-incident' };
    }
    const closed = incidents.every(({ closedAt }) => closedAt)
      ? incidents.map(({ closedAt }) => closedAt!).sort()
      : [];
    const until = definition === 'devlake' ? closed.at(-1) : judged.recoveredAt;
    return until
      ? { at, value: seconds(at, until), certainty }
      : { at, excluded: 'not-recovered' };
  });

/**
 * Rework rate: of the production deployments in the period those that were made
 * because of a failure: a rollback, a revert, or the fix of an incident (DORA:
 * "unplanned but happen as a result of an incident in production"). `baseline`
 * and `redeploy` are left out.
 */
const rework = (prepared: Prepared) =>
  deploymentRows(prepared, judged => {
    const excluded = notACounted(judged);
    const { at } = judged.deployment;
    return excluded ? { at, excluded } : { at, value: Number(judged.rework) };
  });

/**
 * Review latency: from ready for review until somebody else, and no bot, first
 * said something, of changes reviewed in the period. Left out: `bot`, and
 * `not-reviewed`, merged in the period without a review. A change without a
 * request is not asked to have one.
 */
function reviewLatency(change: FlowChange): MetricRow | undefined {
  const { firstReviewAt, readyAt, createdAt, mergedAt, notes } = change;
  const at = firstReviewAt ?? mergedAt;
  if (notes.includes('direct') || !at) return undefined;
  const excluded =
    (notes.includes('bot') && 'bot') || (!firstReviewAt && 'not-reviewed');
  return excluded
    ? rowOf(change, at, undefined, excluded)
    : rowOf(change, at, seconds(readyAt ?? createdAt, at));
}

/**
 * Flake rate: of the suites that ran on a commit in the period those with
 * different outcomes on that same commit.
 */
function flakeRate({ changes }: Prepared): MetricRow[] {
  const rows = new Map<string, MetricRow>();
  for (const { entityRef, tests } of changes) {
    for (const { id, at, flaky } of tests) {
      rows.set(id, { entityRef, id, kind: 'test', at, value: Number(flaky) });
    }
  }
  return [...rows.values()];
}

/**
 * Coverage: of the changes delivered in the period those whose chain lacks
 * nothing. Left out: `bot` and `revert`, of which nobody asks it, and
 * `baseline`.
 */
function coverage(prepared: Prepared): MetricRow[] {
  const rows: MetricRow[] = [];
  for (const [change, { at, baseline }] of prepared.delivered) {
    const excluded =
      (change.notes.includes('bot') && 'bot') ||
      (change.notes.includes('revert') && 'revert') ||
      (baseline && 'baseline');
    rows.push(
      excluded
        ? rowOf(change, at, undefined, excluded)
        : rowOf(change, at, Number(change.gaps.length === 0)),
    );
  }
  return rows;
}

type ByChange = ReadonlyArray<MetricRow | undefined>;

const leadTimes = ({ changes, delivered }: Prepared, by: MetricDefinition) =>
  changes.map(change => leadTime(change, delivered.get(change), by));

/**
 * Of each change, in the order of {@link Prepared.changes}, what it adds to the
 * change lead time and the review latency of DORA.
 */
export const rowsByChange = oncePer(
  (prepared: Prepared): { leadTimes: ByChange; latencies: ByChange } => ({
    leadTimes: leadTimes(prepared, 'dora'),
    latencies: prepared.changes.map(reviewLatency),
  }),
);

const present = (rows: ByChange) =>
  rows.filter((row): row is MetricRow => row !== undefined);

const ROWS: Record<
  MetricId,
  (prepared: Prepared, definition: MetricDefinition) => MetricRow[]
> = {
  'change-lead-time': (prepared, definition) =>
    present(
      definition === 'dora'
        ? rowsByChange(prepared).leadTimes
        : leadTimes(prepared, definition),
    ),
  'deployment-frequency': frequency,
  'change-fail-rate': failRate,
  'recovery-time': recovery,
  'rework-rate': rework,
  'review-latency': prepared => present(rowsByChange(prepared).latencies),
  'flake-rate': flakeRate,
  coverage,
};

/**
 * Every row that a metric is made of or leaves out, whenever it was, in no
 * order. What of them is in the period or a week is for the caller to choose.
 */
export function metricRows(
  id: MetricId,
  definition: MetricDefinition,
  prepared: Prepared,
): MetricRow[] {
  return ROWS[id](prepared, definition);
}
