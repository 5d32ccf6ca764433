import {
  checkRunKey,
  PipelineRunAttributes,
  RepositoryName,
  workflowRunKey,
} from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { instant } from '../../schemas';
import {
  CheckedCommit,
  checkPayloads,
  jobsOf,
  suitesOf,
} from '../payloads/checks';
import { CheckedNode } from '../queries/checks';
import { NormalisedPage } from './normalised';

/** Adds the checks of a commit, and which jobs belong to which runs. */
export function readChecks(
  node: CheckedNode,
  commit: CheckedCommit,
  repository: RepositoryName,
  to: NormalisedPage,
): void {
  const suites = suitesOf(node);
  const what = `A check of ${commit.sha.slice(0, 7)}`;
  for (const { event, payload } of checkPayloads(suites, commit)) {
    to.add(event, payload, what);
  }
  for (const { job, run, at } of jobsOf(suites)) {
    to.item(what, () => [
      fact<PipelineRunAttributes>(
        checkRunKey(repository, job),
        instant.parse(at),
        { partOf: workflowRunKey(repository, run) },
      ),
    ]);
  }
}
