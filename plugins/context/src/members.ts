import {
  byUrgency,
  worstStatus,
  type MemberView,
} from '@throughline/plugin-context-common';

/**
 * Members with the worst first: by status, then by what is most urgent about
 * them, then by title.
 */
export function worstMembersFirst<T extends MemberView>(members: T[]): T[] {
  return [...members].sort(
    (a, b) =>
      byStatus(a, b) || byAttention(a, b) || a.title.localeCompare(b.title),
  );
}

function byStatus(a: MemberView, b: MemberView): number {
  if (a.status === b.status) return 0;
  return worstStatus([a.status, b.status]) === a.status ? -1 : 1;
}

function byAttention(a: MemberView, b: MemberView): number {
  const [first] = a.attention;
  const [other] = b.attention;
  if (first && other) return byUrgency(first, other);
  return Number(Boolean(other)) - Number(Boolean(first));
}
