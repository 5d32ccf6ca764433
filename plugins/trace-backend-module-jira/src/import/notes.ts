import { RunState } from './checkpoint';

/** What people should know of an import. */
export function notesOf({ unread, shortened }: RunState): string[] {
  const notes: string[] = [];
  if (unread.count > 0) {
    notes.push(
      `Not understood, and left out: ${unread.count}, the first of them ${unread.first}.`,
    );
  }
  if (shortened > 0) {
    notes.push(
      `Jira lists only some of the changes of ${shortened} tickets: their earlier status is missing.`,
    );
  }
  return notes;
}

/** Said while nothing else can be. */
export function waitingNote(until: string): string {
  return `Waiting for Jira's rate limit until ${until}.`;
}
