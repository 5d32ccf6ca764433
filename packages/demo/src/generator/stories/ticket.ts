import { Forge } from '../forge';
import { Login } from '../payloads/common';
import { Issue } from '../payloads/issue';

/** Plans an issue; the answer gives it once it is open. */
export function planIssue(
  forge: Forge,
  key: string,
  at: number,
  issue: { title: string; body: string; labels: string[]; author: Login },
): () => Issue | undefined {
  let opened: Issue | undefined;
  forge.timeline.plan(at, openedAt => {
    opened = forge.openIssue(key, { ...issue, openedAt });
  });
  return () => opened;
}

/** The line that makes the merge close the issue. */
export function closing(issue: Issue | undefined): string {
  return issue ? `\n\nCloses #${issue.number}` : '';
}
