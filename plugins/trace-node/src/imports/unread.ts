/** How many items could not be understood, and why the first one was not. */
export interface UnreadItems {
  count: number;
  first?: string;
}

/**
 * Counts what could not be understood.
 *
 * @param reasons - in words for people
 */
export function countUnread(unread: UnreadItems, reasons: string[] = []): void {
  unread.count += reasons.length;
  unread.first ??= reasons[0];
}

/** What people are told of it: one note, or none. */
export function unreadNotes({ count, first }: UnreadItems): string[] {
  return count > 0
    ? [`Not understood, and left out: ${count}, the first of them ${first}.`]
    : [];
}
