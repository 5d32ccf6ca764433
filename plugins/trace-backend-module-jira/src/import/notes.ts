import { unreadNotes } from '@throughline/plugin-trace-node';
import { RunState } from './checkpoint';

/** What people should know of an import. */
export function notesOf({ unread, shortened }: RunState): string[] {
  const notes = unreadNotes(unread);
  if (shortened > 0) {
    notes.push(
      `Jira lists only some of the changes of ${shortened} tickets: their earlier status is missing.`,
    );
  }
  return notes;
}
