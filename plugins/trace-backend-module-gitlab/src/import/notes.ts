import { RunState } from './checkpoint';
import { RESOURCES } from './resources';
import { Limit, LIMITS } from './resources/types';

/** The project, as the catalog and GitLab call it. */
export interface ProjectState {
  claimed: string;
  /** The same, as GitLab calls it now. */
  now: string;
  archived: boolean;
}

/** What people should know of an import. */
export function notesOf(
  { claimed, now, archived }: ProjectState,
  run: RunState | undefined,
): string[] {
  const notes: string[] = [];
  if (now !== claimed) {
    notes.push(
      `On GitLab ${claimed} is now ${now}. What is imported stays under ${claimed}, which the catalog names; webhooks speak of ${now}. Put the new name into the catalog.`,
    );
  }
  if (archived) notes.push('It is archived on GitLab: nothing new will come.');
  for (const id of run?.refused ?? []) {
    const { title, without } = RESOURCES[id];
    notes.push(
      `${title} cannot be read: the token needs the scope read_api and the role Reporter, or the project has none. Missing because of that: ${without}.`,
    );
  }
  for (const [limit, { count, first }] of Object.entries(run?.limited ?? {})) {
    const others = count > 1 ? ` and ${count - 1} more` : '';
    notes.push(`${LIMITS[limit as Limit]} ${first}${others}.`);
  }
  if (run && run.unread.count > 0) {
    notes.push(
      `Not understood, and left out: ${run.unread.count}, the first of them ${run.unread.first}.`,
    );
  }
  return notes;
}

/** Said while nothing else can be. */
export function waitingNote(until: string): string {
  return `Waiting for GitLab's rate limit until ${until}.`;
}
