import {
  ChainNote,
  FlowChange,
  FlowDelivery,
  IncompleteReason,
  stageIntervals,
} from '@throughline/plugin-trace-common';
import { changedAgain } from './changedAgain';
import { DeliverySign, ReportChange, ReportRepository } from './types';

function gapsOf(
  change: ReportChange,
  notes: ChainNote[],
  sign: DeliverySign,
): IncompleteReason[] {
  const excused = notes.includes('bot') || notes.includes('revert');
  const gaps: IncompleteReason[] = [];
  if (!excused && !change.ticket) gaps.push('no-ticket');
  if (change.reviewed === false) gaps.push('no-review');
  if (change.tested === undefined) gaps.push('no-test-evidence');
  if (sign === 'none') gaps.push('no-deployment');
  return gaps;
}

/** A change of a repository as flow and metrics read it. */
function toFlowChange(
  change: ReportChange,
  { name, delivery, source }: ReportRepository,
  changedAgainAt: string | undefined,
): FlowChange {
  const { mergedAt, deliveredAt, closedAt } = change;
  const direct = source === 'clone';
  const notes: ChainNote[] = [];
  if (change.bot) notes.push('bot');
  if (change.reverts) notes.push('revert');
  if (direct) notes.push('direct');
  const release = delivery !== 'deployments';
  const deliveries: FlowDelivery[] = deliveredAt
    ? [
        {
          environment: release ? 'release' : 'production',
          production: !release,
          release,
          at: deliveredAt,
          by: deliveredAt,
        },
      ]
    : [];
  return {
    entityRef: name,
    id: `${name}${change.label}`,
    written: change.written,
    notes,
    gaps: gapsOf(change, notes, delivery),
    lines: change.lines,
    startedAt: change.firstCommitAt,
    createdAt: change.createdAt,
    readyAt: change.readyAt,
    firstReviewAt: change.firstReviewAt,
    mergedAt,
    closedAt,
    stages: stageIntervals({
      startedAt: change.firstCommitAt,
      createdAt: change.createdAt,
      direct,
      readyAt: change.readyAt,
      firstReviewAt: change.firstReviewAt,
      approvedAt: change.approvedAt,
      mergedAt,
      closedAt,
      delivered:
        delivery === 'none'
          ? undefined
          : deliveries.map(({ at }) => ({ at, there: true })),
    }),
    deliveries,
    deliveredAt,
    settledAt: deliveredAt,
    tests: [],
    changedAgainAt,
  };
}

/** All changes of the repositories. */
export function toFlow(repositories: ReportRepository[]): FlowChange[] {
  return repositories.flatMap(repository => {
    const again = changedAgain(repository.changes);
    return repository.changes.map(change =>
      toFlowChange(change, repository, again.get(change)),
    );
  });
}
