import {
  ImportedRepository,
  repositoryNotes,
  unreadNotes,
} from '@throughline/plugin-trace-node';
import { RunState } from './checkpoint';
import { RESOURCES } from './resources';
import { Limit, LIMITS } from './resources/types';

/** What people should know of an import. */
export function notesOf(
  project: ImportedRepository,
  run: RunState | undefined,
): string[] {
  const notes = repositoryNotes('GitLab', project);
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
  return run ? [...notes, ...unreadNotes(run.unread)] : notes;
}
