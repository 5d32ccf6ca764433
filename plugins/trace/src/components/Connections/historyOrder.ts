import { HistorySummary } from '@throughline/plugin-trace-common';

const URGENCY: Record<HistorySummary['state'], number> = {
  running: 0,
  failed: 1,
  waiting: 2,
  done: 3,
};

/** What runs or failed before what waits or is done, then by name. */
export function byUrgency(a: HistorySummary, b: HistorySummary): number {
  return (
    URGENCY[a.state] - URGENCY[b.state] ||
    a.repository.localeCompare(b.repository)
  );
}

/** Whether everything of a repository was read at least once. */
export function isRead({ state, completedAt }: HistorySummary): boolean {
  return state === 'done' || completedAt !== undefined;
}

/** A duration with one unit, e.g. `4 min`: it is an estimate. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = seconds / 60;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  return `${Math.round(minutes / 60)} h`;
}
