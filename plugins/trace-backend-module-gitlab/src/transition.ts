import {
  Fact,
  issueKey,
  RepositoryName,
  TransitionAttributes,
} from '@throughline/plugin-trace-common';
import { member, UNLESS_SAID_OTHERWISE } from '@throughline/plugin-trace-node';

/** An issue was closed, or opened again. */
export interface Transition {
  issue: number;
  /** In GitLab's words for the state of an issue. */
  to: 'opened' | 'closed';
  /** ISO 8601. */
  at: string;
}

const FORMER = { opened: 'closed', closed: 'opened' } as const;
const MINUTE = '2026-02-28T08:00'.length;

/**
 * That an issue was closed or opened again.
 *
 * A webhook has no number of the event that the API lists, and the issue gets
 * its time of closing an instant before that event gets its own. So one is known
 * by its minute, and the history's word of its time counts.
 */
export function transitionFact(
  repository: RepositoryName,
  { issue, to, at }: Transition,
  source: 'webhook' | 'history',
): Fact {
  return member<TransitionAttributes>(
    issueKey(repository, issue),
    source === 'history' ? at : UNLESS_SAID_OTHERWISE,
    `transition:${to}-${at.slice(0, MINUTE)}Z`,
    { from: FORMER[to], to, at },
  );
}
