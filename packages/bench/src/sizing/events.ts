/** Events whose deliveries say that, and how, code is checked. */
export const CHECK_EVENTS = [
  'workflow_run',
  'workflow_job',
  'check_run',
  'check_suite',
] as const;

/** Events whose deliveries say what became of changes. */
export const CHANGE_EVENTS = [
  'push',
  'pull_request',
  'pull_request_review',
  'issues',
  'deployment',
  'deployment_status',
] as const;

/** The events that the sizing counts. */
export const EVENTS = [...CHANGE_EVENTS, ...CHECK_EVENTS];

/** One of them. */
export type SizedEvent = (typeof EVENTS)[number];

/** Deliveries by event, or by any other measure of them. */
export type ByEvent = Record<SizedEvent, number>;

const sumOf = (events: readonly SizedEvent[], counts: Partial<ByEvent>) =>
  events.reduce((sum, event) => sum + (counts[event] ?? 0), 0);

/** How many deliveries are about changes, and how many about checks. */
export function driversOf(counts: Partial<ByEvent>): {
  changes: number;
  checks: number;
} {
  return {
    changes: sumOf(CHANGE_EVENTS, counts),
    checks: sumOf(CHECK_EVENTS, counts),
  };
}
