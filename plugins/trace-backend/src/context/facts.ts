import { ContextFact } from '@throughline/plugin-context-common';
import {
  TraceContextData,
  TraceContextEnvironment,
} from '@throughline/plugin-trace-common';
import { DeliverySummary, LineSummary } from './summary';
import { changes, cut, deliveryTab, idOf, nameOfChange } from './words';

/** Environments that are told of; more are left to the Delivery tab. */
const MAX_ENVIRONMENTS = 20;
const MAX_VERSION = 100;
const MAX_NAME = 100;

/** The version that a rollout brought, short enough to be read. */
export const versionOf = ({ version }: { version: string }) =>
  cut(version, MAX_VERSION);

/** The name of an environment, short enough to be read. */
export const environmentOf = ({ environment }: { environment: string }) =>
  cut(environment, MAX_NAME);

/** Whether a newer version was taken out of an environment. */
export const isRolledBack = ({ moved }: LineSummary) =>
  moved.outcome === 'rollback';

/** Lines in the order they are told in: production first, releases last. */
export function orderedLines({ lines }: DeliverySummary): LineSummary[] {
  const rank = ({ last }: LineSummary) =>
    Number(last.release) - Number(last.production);
  return [...lines]
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        a.last.environment.localeCompare(b.last.environment),
    )
    .slice(0, MAX_ENVIRONMENTS);
}

function stateOf(
  line: LineSummary,
  { failures }: DeliverySummary,
): TraceContextEnvironment['state'] {
  if (line.last.release) return 'released';
  const failed = failures.some(
    ({ environment }) => environment === line.last.environment,
  );
  if (failed) return 'failed';
  return isRolledBack(line) ? 'rolled-back' : 'deployed';
}

/** The `data` of the section. */
export function dataOf(summary: DeliverySummary): TraceContextData {
  return {
    environments: orderedLines(summary).map(line => ({
      environment: environmentOf(line.last),
      production: line.last.production,
      version: versionOf(line.last),
      at: line.last.at,
      state: stateOf(line, summary),
    })),
    stages: summary.stages.map(({ stage, count, oldest }) => ({
      stage,
      count,
      oldestAt: oldest.stageSince,
    })),
  };
}

function deployed(summary: DeliverySummary): ContextFact[] {
  const { ref } = summary.entity;
  const lines = orderedLines(summary);
  const facts = lines.map((line, index): ContextFact => {
    const { last } = line;
    const state = stateOf(line, summary);
    const troubled = state === 'rolled-back' || state === 'failed';
    return {
      id: idOf('deployed', last.environment),
      label: last.release ? 'Last release' : 'Last deployed',
      value: last.release
        ? versionOf(last)
        : `${versionOf(last)} · ${environmentOf(last)}`,
      at: last.at,
      ...(troubled && { status: 'attention' }),
      href: deliveryTab(ref, { environment: last.environment }),
      ...(last.production && index === 0 && { highlight: true }),
    };
  });
  // Who only cuts releases is not waiting for a deployment.
  const onlyReleases = lines.length > 0 && lines.every(l => l.last.release);
  return onlyReleases || lines.some(({ last }) => last.production)
    ? facts
    : [
        {
          id: 'deployed-to-production',
          label: 'Last deployed to production',
          value: 'none yet',
          href: deliveryTab(ref),
          highlight: true,
        },
        ...facts,
      ];
}

const STAGE_LABELS: Record<string, string> = {
  'waiting-for-review': 'Waiting for review',
  'in-review': 'In review, not approved',
  tests: 'Waiting for tests',
  security: 'Waiting for security checks',
  merge: 'Waiting to be merged',
};

function waiting(summary: DeliverySummary): ContextFact[] {
  const production = summary.lines.some(({ last }) => last.production);
  const merged = production
    ? 'Merged, not in production'
    : 'Merged, not deployed';
  return summary.stages.map(({ stage, count, oldest }) => ({
    id: `waiting:${stage}`,
    label: STAGE_LABELS[stage] ?? merged,
    value: changes(count),
    at: oldest.stageSince,
    href: deliveryTab(summary.entity.ref, { waiting: 'true' }),
    ...((stage === 'waiting-for-review' || stage === 'deploy') && {
      highlight: true,
    }),
  }));
}

/**
 * What is known of the delivery of an entity. At most three belong on the card:
 * what runs in production, and the two queues that most changes wait in.
 */
export function factsOf(summary: DeliverySummary): ContextFact[] {
  const { entity, lastChange } = summary;
  return [
    ...deployed(summary),
    ...waiting(summary),
    ...(lastChange
      ? [
          {
            id: 'last-change',
            label: 'Last change',
            value: nameOfChange(lastChange),
            at: lastChange.updatedAt,
            href: deliveryTab(entity.ref, { change: lastChange.id }),
          },
        ]
      : []),
  ];
}
