import { CheckRun, CheckSuite, Repository } from '../model/types';
import { Links } from './Links';

/** The page of a check; a job's is below its run. */
export function checkRunPage(
  links: Links,
  repository: Repository,
  suite: CheckSuite,
  run: CheckRun,
): string {
  return suite.workflowRun
    ? links.page(
        repository,
        `/actions/runs/${suite.workflowRun.id}/job/${run.id}`,
      )
    : links.page(repository, `/runs/${run.id}`);
}
