import { rerunWorkflow, runApp, runWorkflow } from '../actions/checks';
import { Place } from '../actions/Place';
import { PullRequest } from '../model/types';
import { instant, MINUTE } from '../model/time';
import { Plan } from './Plan';

const RUN_MINUTES = 6;

/**
 * Checks of a pull request's head from `start`: a workflow, sometimes in
 * two attempts, and a check of an app. They are known when they have ended.
 */
export function planChecks(
  plan: Plan,
  place: Place,
  pull: () => PullRequest,
  start: number,
): void {
  const { dice } = place;
  const fails = dice.happens(0.15);
  plan.add(start, () => {
    const { headBranch: branch, headSha: sha, title, author } = pull();
    const at = instant(start);
    const run = runWorkflow(place, {
      branch,
      sha,
      at,
      event: 'pull_request',
      title,
      actor: author,
      minutes: RUN_MINUTES,
      conclusion: fails ? 'failure' : 'success',
    });
    runApp(place, { branch, sha, at, minutes: 2, conclusion: 'success' });
    if (!fails) return;
    const again = instant(start + (RUN_MINUTES + 3) * MINUTE);
    rerunWorkflow(place, run, {
      at: again,
      minutes: RUN_MINUTES,
      conclusion: 'success',
    });
  });
}
