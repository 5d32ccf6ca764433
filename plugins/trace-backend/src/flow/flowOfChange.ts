import {
  ChangeAttributes,
  ChangeInstants,
  Chain,
  CommitAttributes,
  FlowChange,
  FlowDelivery,
  FlowIncident,
  FlowTestRun,
  IssueAttributes,
  stageIntervals,
  TestSuiteRunAttributes,
} from '@throughline/plugin-trace-common';
import {
  ChainParts,
  directTimes,
  EntityParts,
  incidentsOf,
  securityOfChange,
  testsOf,
} from '../graph/chain';
import { RolloutStep } from '../graph/environments';
import { goalsOf, instantsOfRequest } from '../graph/stages';
import { flakyTests } from '../graph/summariseTests';
import { GraphNode } from '../graph/types';

/** What flow and metrics keep of a change of an entity. */
export interface ChangeFlow {
  change: FlowChange;
  incidents: FlowIncident[];
}

/** The order of rollouts, by code units. */
function byTime({ rollout: a }: RolloutStep, { rollout: b }: RolloutStep) {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.key < b.key ? -1 : Number(a.key > b.key);
}

/** When the change first came to each environment. */
function deliveriesOf(chain: Chain, steps: RolloutStep[]): FlowDelivery[] {
  const deliveries = chain.environments.flatMap(line => {
    const { environment, production, release } = line;
    const first = steps.find(
      ({ rollout, direction }) =>
        rollout.environment === environment && direction === 'added',
    );
    if (!first) return [];
    const { at, key, outcome, missing } = first.rollout;
    const baseline = outcome === 'baseline';
    return [
      {
        environment,
        production,
        release,
        at,
        by: key,
        ...(baseline && { baseline: true as const }),
        ...(!baseline && missing.length > 0 && { incomplete: true as const }),
      },
    ];
  });
  return deliveries.sort((a, b) => {
    if (a.at !== b.at) return a.at < b.at ? -1 : 1;
    return a.environment < b.environment ? -1 : 1;
  });
}

/** When it came to the last of the environments, and was taken out of one again. */
function togglesOf(
  environments: string[],
  steps: RolloutStep[],
): NonNullable<ChangeInstants['delivered']> {
  const there = new Set<string>();
  const toggles: NonNullable<ChangeInstants['delivered']> = [];
  let all = false;
  for (const { rollout, direction } of steps) {
    const { environment, release, at } = rollout;
    if (!environments.includes(environment)) continue;
    if (direction === 'added') there.add(environment);
    // A release keeps what it holds, whatever a later one is cut from.
    else if (!release) there.delete(environment);
    const now = there.size === environments.length;
    if (now !== all) toggles.push({ at, there: now });
    all = now;
  }
  return toggles;
}

/**
 * Where and when the change is delivered. An environment that had it before
 * anybody looked says nothing of when it came there, so where there are others,
 * they decide.
 */
function deliveryOf(chain: Chain, steps: RolloutStep[]) {
  const deliveries = deliveriesOf(chain, steps);
  const had = new Set(
    deliveries
      .filter(({ baseline }) => baseline)
      .map(({ environment }) => environment),
  );
  const goals = goalsOf(chain.environments);
  const awaited = goals.filter(({ environment }) => !had.has(environment));
  const toggles = togglesOf(
    awaited.map(({ environment }) => environment),
    steps,
  );
  const wasThere = goals.length > 0 && awaited.length === 0;
  const first = wasThere
    ? deliveries
        .map(({ at }) => at)
        .sort()
        .at(-1)
    : toggles.find(({ there }) => there)?.at;
  const counts = goals.every(goal => goal.production || goal.release);
  return {
    deliveries,
    deliveredAt: counts ? first : undefined,
    toggles: awaited.length > 0 ? toggles : undefined,
  };
}

/** The author date of the first of the change's commits. */
function startedAt(head: GraphNode[]): string | undefined {
  return head
    .map(({ state }) => state as unknown as CommitAttributes)
    .map(({ authoredAt, committedAt }) => authoredAt ?? committedAt)
    .sort()[0];
}

/** Each suite that ran on a commit once, with whether it contradicted itself. */
function testRunsOf(reports: GraphNode[]): FlowTestRun[] {
  const runs = new Map<string, GraphNode[]>();
  for (const report of reports) {
    const { sha, suite, job, matrix } =
      report.state as unknown as TestSuiteRunAttributes;
    const identity = [sha, suite, job, matrix].join('\n');
    runs.set(identity, [...(runs.get(identity) ?? []), report]);
  }
  return [...runs.values()]
    .map(attempts => {
      const ordered = [...attempts].sort(
        (a, b) =>
          Number(a.state.attempt) - Number(b.state.attempt) ||
          (a.key < b.key ? -1 : 1),
      );
      const states = attempts.map(
        ({ state }) => state as unknown as TestSuiteRunAttributes,
      );
      const { key, state } = ordered.at(-1)!;
      return {
        id: key,
        at: String(state.at),
        flaky: flakyTests(states).length > 0,
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function instantsOf(parts: ChainParts, chain: Chain): ChangeInstants {
  if (parts.change.state.direct === true) {
    const times = directTimes(parts.landed[0], parts.change.at);
    return { ...times, direct: true };
  }
  const instants = instantsOfRequest({
    change: parts.change.state as unknown as ChangeAttributes,
    review: chain.review,
    ...testsOf(parts),
    security: securityOfChange(parts),
  });
  const started = startedAt(parts.head);
  return { ...instants, ...(started && { startedAt: started }) };
}

/** Leaves out what is not known, so that equal rows are equal as text. */
function known<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as T;
}

/**
 * What flow and metrics keep of a change of an entity: a pure function of the
 * same parts as its chain. No name, login or text of a person is in it.
 */
export function flowOfChange(
  chain: Chain,
  parts: ChainParts,
  of: EntityParts,
): ChangeFlow {
  const entityRef = of.entity.ref;
  const steps = [...of.steps].sort(byTime);
  const instants = instantsOf(parts, chain);
  const { deliveries, deliveredAt, toggles } = deliveryOf(chain, steps);
  const { size, settledAt } = chain;
  const fixes = parts.tickets.some(
    ({ edge, node }) => edge.type === 'closes' && node?.kind === 'incident',
  );
  const carried = of.entity.library && of.lines.length === 0;
  const change: FlowChange = known({
    entityRef,
    id: chain.id,
    library: carried ? (true as const) : undefined,
    written: chain.authorship.value,
    notes: chain.notes,
    gaps: chain.incomplete,
    lines: size && size.additions + size.deletions,
    startedAt: instants.direct ? instants.createdAt : instants.startedAt,
    createdAt: instants.createdAt,
    readyAt: instants.readyAt,
    firstReviewAt: instants.firstReviewAt,
    mergedAt: instants.mergedAt,
    closedAt: instants.closedAt,
    stages: stageIntervals(
      toggles ? { ...instants, delivered: toggles } : instants,
    ),
    settledAt,
    deliveries,
    deliveredAt,
    fixes: fixes ? (true as const) : undefined,
    tests: testRunsOf(parts.reports),
  });
  const certainties = new Map(
    chain.incidents.map(({ id, certainty }) => [id, certainty ?? 'said']),
  );
  const incidents = new Map(
    incidentsOf(parts, of).map(({ node }): [string, FlowIncident] => {
      const { createdAt, closedAt } = node.state as unknown as IssueAttributes;
      return [
        node.key,
        known({
          entityRef,
          id: node.key,
          cause: chain.id,
          certainty: certainties.get(node.key) ?? 'said',
          openedAt: createdAt,
          closedAt,
        }),
      ];
    }),
  );
  return {
    change,
    incidents: [...incidents.keys()].sort().map(key => incidents.get(key)!),
  };
}

/** Later than any time there is. */
export const STILL = '9999-12-31T00:00:00.000Z';

/**
 * When anything last happened to a change; {@link STILL} while it is under way.
 * A period that begins later does not need it.
 */
export function untilOf({ change, incidents }: ChangeFlow): string {
  const last = change.stages.at(-1);
  const underWay =
    last !== undefined &&
    !last.left &&
    !(last.stage === 'deployed' && change.settledAt);
  if (underWay || incidents.some(({ closedAt }) => !closedAt)) return STILL;
  return [
    change.createdAt,
    change.mergedAt,
    change.closedAt,
    change.firstReviewAt,
    change.settledAt,
    change.deliveredAt,
    ...change.deliveries.map(({ at }) => at),
    ...change.tests.map(({ at }) => at),
    ...change.stages.map(({ entered, left }) => left ?? entered),
    ...incidents.map(({ closedAt }) => closedAt),
  ].reduce<string>((a, b) => (b && b > a ? b : a), '');
}
