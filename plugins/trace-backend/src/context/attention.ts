import { ContextAttention } from '@throughline/plugin-context-common';
import {
  Chain,
  IncidentSummary,
  Stage,
} from '@throughline/plugin-trace-common';
import { environmentOf, isRolledBack, versionOf } from './facts';
import { DeliverySummary, StageSummary } from './summary';
import { changes, cut, deliveryTab, idOf, nameOfChange } from './words';

/** What a section may hold at the most. */
const MAX_ITEMS = 20;
const DAY = 24 * 60 * 60 * 1_000;
const REVIEWING: Stage[] = ['waiting-for-review', 'in-review'];
/** How long a change may wait for review before that is worth attention. */
export const REVIEW_PATIENCE_MS = 2 * DAY;

function incidents({
  entity,
  withIncidents,
}: DeliverySummary): ContextAttention[] {
  const open = new Map<string, { incident: IncidentSummary; cause: Chain }>();
  for (const cause of withIncidents) {
    for (const incident of cause.incidents) {
      if (incident.state === 'open') {
        open.set(incident.id, { incident, cause });
      }
    }
  }
  return [...open.values()].map(({ incident, cause }) => ({
    id: idOf('incident', incident.id),
    status: 'blocked',
    title:
      incident.restricted === 'hidden'
        ? `Restricted incident ${incident.key}`
        : cut(`${incident.key} ${incident.title}`, 160),
    detail: `An open incident; it names ${nameOfChange(cause)} as its cause.`,
    since: incident.openedAt,
    href: deliveryTab(entity.ref, { change: cause.id }),
  }));
}

function rollbacks({ entity, lines }: DeliverySummary): ContextAttention[] {
  return lines
    .filter(line => line.last.production && isRolledBack(line))
    .map(({ last, moved, before }) => ({
      id: idOf('rolled-back', last.environment),
      status: 'attention',
      title: `${
        before ? versionOf(before) : 'The last version'
      } was rolled back in ${environmentOf(last)}`,
      detail: `${versionOf(last)} runs there again.`,
      since: moved.at,
      href: deliveryTab(entity.ref, { environment: last.environment }),
    }));
}

function failures({
  entity,
  lines,
  failures: failed,
}: DeliverySummary): ContextAttention[] {
  return failed
    .filter(({ production }) => production)
    .map(failure => {
      const { environment } = failure;
      const line = lines.find(({ last }) => last.environment === environment);
      return {
        id: idOf('failed', environment),
        status: 'attention',
        title: `The deployment of ${versionOf(failure)} to ${environmentOf(
          failure,
        )} failed`,
        detail: line
          ? `${versionOf(line.last)} runs there still.`
          : 'Nothing was deployed there before.',
        since: failure.at,
        href: deliveryTab(entity.ref),
      };
    });
}

/** Whom a change in review waits for: a role, never one person among many. */
function reviewWaitsFor(
  chain: Chain,
): NonNullable<ContextAttention['waitsFor']> {
  if (chain.review.state !== 'changes-requested') return { name: 'a reviewer' };
  return chain.authorship.value === 'agent'
    ? { name: 'its author', agent: true }
    : { name: 'its author' };
}

/** Changes that wait for a reviewer or for what one asked for. */
function reviewIn({ stages }: DeliverySummary): StageSummary | undefined {
  const found = stages
    .filter(({ stage }) => REVIEWING.includes(stage))
    .sort((a, b) => (a.oldest.stageSince < b.oldest.stageSince ? -1 : 1));
  return (
    found[0] && {
      ...found[0],
      count: found.reduce((sum, { count }) => sum + count, 0),
    }
  );
}

const patienceEnds = ({ oldest }: StageSummary) =>
  Date.parse(oldest.stageSince) + REVIEW_PATIENCE_MS;

function reviews(summary: DeliverySummary, now: Date): ContextAttention[] {
  const review = reviewIn(summary);
  if (!review || patienceEnds(review) > now.getTime()) return [];
  const { count, oldest } = review;
  return [
    {
      id: 'waiting:review',
      status: 'attention',
      title: `${nameOfChange(oldest)} waits for review`,
      detail:
        count > 1
          ? `The oldest of ${changes(count)} that wait for review.`
          : undefined,
      since: oldest.stageSince,
      waitsFor: reviewWaitsFor(oldest),
      href: deliveryTab(summary.entity.ref, { change: oldest.id }),
    },
  ];
}

/** What somebody should act on: worst first, then what has waited longest. */
export function attentionOf(
  summary: DeliverySummary,
  now: Date,
): ContextAttention[] {
  const rank = ({ status }: ContextAttention) => Number(status !== 'blocked');
  return [
    ...incidents(summary),
    ...rollbacks(summary),
    ...failures(summary),
    ...reviews(summary, now),
  ]
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (a.since ?? '').localeCompare(b.since ?? '') ||
        a.id.localeCompare(b.id),
    )
    .slice(0, MAX_ITEMS);
}

/**
 * When the passing of time alone will make it another section; undefined when
 * it will not.
 */
export function validUntil(
  summary: DeliverySummary,
  now: Date,
): string | undefined {
  const review = reviewIn(summary);
  if (!review || patienceEnds(review) <= now.getTime()) return undefined;
  return new Date(patienceEnds(review)).toISOString();
}
