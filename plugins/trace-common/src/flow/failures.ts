import {
  Certainty,
  FlowChange,
  FlowDeployment,
  FlowFacts,
  FlowIncident,
} from './facts';

/** A production deployment, with what came of it. */
export interface JudgedDeployment {
  deployment: FlowDeployment;
  /** It failed: something had to be done about it at once. */
  failed: boolean;
  /** By what that is known, the surest first. */
  certainty?: Certainty;
  /** ISO 8601: when that was over; missing while it is not. */
  recoveredAt?: string;
  /** Incidents it caused. */
  incidents: FlowIncident[];
  /** ISO 8601: when it was taken back. */
  rolledBackAt?: string;
  /** It was made to repair: a rollback, a revert, or the fix of an incident. */
  rework: boolean;
}

const SUREST: Certainty[] = ['confirmed', 'said', 'likely'];

/** Groups by a key; what has none is left out. */
function groupBy<T>(items: T[], keyOf: (item: T) => string | undefined) {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const latest = (times: string[]) =>
  times.reduce((a, b) => (a > b ? a : b), '') || undefined;

/** Whether a deployment is one of those that metrics are about. */
function counts(deployment: FlowDeployment, environment?: string): boolean {
  return environment === undefined
    ? deployment.production
    : deployment.environment === environment;
}

/**
 * The deployments that count, each once, with what came of them.
 *
 * One has failed when the next one in its environment took it back (an act of
 * people that stands for itself: `confirmed`), or when it, or a change that it
 * brought, caused an incident (as sure as the incident's cause is). Recovered is
 * when it was taken back and its incidents were closed, whichever was later.
 */
export function judgeDeployments(
  facts: FlowFacts,
  environment?: string,
): JudgedDeployment[] {
  const counted = facts.deployments.filter(one => counts(one, environment));
  const incidents = groupBy(facts.incidents, ({ cause }) => cause);
  const broughtBy = changesByDeployment(facts.changes, counted);
  const lines = groupBy(facts.deployments, one =>
    one.release ? undefined : `${one.entityRef}\n${one.environment}`,
  );
  const takenBackBy = new Map<FlowDeployment, string>();
  for (const line of lines.values()) {
    if (line.every(({ outcome }) => outcome !== 'rollback')) continue;
    const ordered = [...line].sort((a, b) =>
      a.at === b.at ? Number(a.id > b.id) - 0.5 : Number(a.at > b.at) - 0.5,
    );
    for (const [index, one] of ordered.entries()) {
      if (one.outcome === 'rollback' && index > 0) {
        takenBackBy.set(ordered[index - 1], one.at);
      }
    }
  }

  const judge = (deployment: FlowDeployment): JudgedDeployment => {
    const brought = broughtBy.get(deployment.id)!;
    const own = incidentsOf(deployment, brought, incidents);
    const rolledBackAt = takenBackBy.get(deployment);
    const certainty = rolledBackAt
      ? 'confirmed'
      : SUREST.find(sure => own.some(one => one.certainty === sure));
    const over = own.every(({ closedAt }) => closedAt);
    return {
      deployment,
      failed: certainty !== undefined,
      certainty,
      recoveredAt: over
        ? latest([rolledBackAt ?? '', ...own.map(one => one.closedAt ?? '')])
        : undefined,
      incidents: own,
      rolledBackAt,
      rework: deployment.outcome === 'rollback' || brought.some(repairs),
    };
  };
  return onePerDeployment(counted.map(judge));
}

/** The changes that each of the deployments brought. */
function changesByDeployment(
  changes: FlowChange[],
  deployments: FlowDeployment[],
): Map<string, FlowChange[]> {
  const brought = new Map<string, FlowChange[]>();
  for (const { id } of deployments) brought.set(id, []);
  for (const change of changes) {
    for (const { by } of change.deliveries) brought.get(by)?.push(change);
  }
  return brought;
}

/** Incidents of a deployment and of what it brought, each once. */
function incidentsOf(
  { id }: FlowDeployment,
  brought: FlowChange[],
  byCause: Map<string, FlowIncident[]>,
): FlowIncident[] {
  if (byCause.size === 0) return [];
  const caused = new Map<string, FlowIncident>();
  for (const cause of [id, ...brought.map(change => change.id)]) {
    for (const incident of byCause.get(cause) ?? []) {
      caused.set(`${incident.id}\n${incident.certainty}`, incident);
    }
  }
  return [...caused.values()];
}

function repairs(change: FlowChange): boolean {
  return change.notes.includes('revert') || change.fixes === true;
}

/** A deployment of several entities at once is one; it failed if one did. */
function onePerDeployment(judged: JudgedDeployment[]): JudgedDeployment[] {
  const rank = ({ failed, rework, deployment }: JudgedDeployment) =>
    4 * Number(failed) +
    2 * Number(rework) +
    Number(deployment.outcome !== 'redeploy');
  const found = new Map<string, JudgedDeployment>();
  for (const one of judged) {
    const { id, entityRef } = one.deployment;
    const best = found.get(id);
    const difference = best ? rank(one) - rank(best) : 1;
    const earlier = best && entityRef < best.deployment.entityRef;
    if (difference > 0 || (difference === 0 && earlier)) found.set(id, one);
  }
  return [...found.values()];
}
