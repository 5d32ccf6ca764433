import {
  ImportedRepository,
  repositoryNotes,
  unreadNotes,
} from '@throughline/plugin-trace-node';
import { Checkpoint, Refusable } from './checkpoint';
import { RESOURCES } from './resources';
import { Limit, LIMITS } from './resources/types';

/** What can be refused, in words. */
const REFUSABLE: Record<
  Refusable,
  { title: string; permission: string; without: string }
> = {
  ...RESOURCES,
  checks: {
    title: 'Checks',
    permission: 'checks: read',
    without: 'jobs, and checks that are not of GitHub Actions',
  },
};

const LIMITED: Record<Limit, string> = {
  commits: 'GitHub lists only the first 250 commits of',
  files: 'Only the first 100 changed files are read of',
  reviews: 'Only the first 100 reviews are read of',
  checks: 'Only the first 20 suites of 50 checks are read of',
};

/** How many a note names; the rest is counted. */
export const MAX_NAMED = 10;

function listed(names: string[], further = 0): string {
  const more = further > 0 ? ` and up to ${further} more` : '';
  return `${names.slice(0, MAX_NAMED).join(', ')}${more}`;
}

/** What people should know of an import. */
export function notesOf(
  repository: ImportedRepository,
  { run, limits, furtherLimits }: Checkpoint,
): string[] {
  const notes = repositoryNotes('GitHub', repository);
  for (const id of run?.refused ?? []) {
    const { title, permission, without } = REFUSABLE[id];
    notes.push(
      `${title} cannot be read: the credentials lack the permission ${permission}. Missing because of that: ${without}.`,
    );
  }
  if (run && run.refusedFields.length > 0) {
    notes.push(
      `The credentials may not read: ${run.refusedFields.join(', ')}.`,
    );
  }
  for (const limit of LIMITS) {
    if (limits[limit].length > 0) {
      const names = listed(limits[limit], furtherLimits?.[limit]);
      notes.push(`${LIMITED[limit]} ${names}.`);
    }
  }
  if (run && run.withoutPaths > 0) {
    notes.push(
      `${run.withoutPaths} commits without a pull request stay without their changed files: there are too many to ask for each, or GitHub does not show them.`,
    );
  }
  return run ? [...notes, ...unreadNotes(run.unread)] : notes;
}
