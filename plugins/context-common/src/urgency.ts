import { AttentionView } from './api';
import { ContextAttention, ContextStatus } from './section';

// Unknown comes after what is known to be wrong and before what is known to be
// fine: it is never taken for ok.
const WORST_FIRST: ContextStatus[] = ['blocked', 'attention', 'unknown', 'ok'];

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The worst of some statuses; `unknown` if there is none.
 */
export function worstStatus(statuses: Iterable<ContextStatus>): ContextStatus {
  const there = new Set(statuses);
  return WORST_FIRST.find(status => there.has(status)) ?? 'unknown';
}

/**
 * Order of attention: blocked before attention, then what has waited longest
 * (what does not say since when comes last), then by title. Good for `sort`.
 */
export function byUrgency(
  a: ContextAttention | AttentionView,
  b: ContextAttention | AttentionView,
): number {
  return (
    WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status) ||
    sinceOf(a) - sinceOf(b) ||
    compareTexts(a.title, b.title)
  );
}

function sinceOf({ since }: ContextAttention): number {
  const time = since === undefined ? NaN : Date.parse(since);
  return Number.isNaN(time) ? Number.MAX_SAFE_INTEGER : time;
}
