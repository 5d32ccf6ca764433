import { CheckedNode, CheckRunNode, CheckSuiteNode } from '../queries/checks';
import { Beginning, readable } from '../queries/connection';

/** The number in the address of a check, as GitHub's pages have it. */
const RUN_PAGE = /\/(?:runs|job)\/(\d+)(?:[?#].*)?$/;
const WORKFLOW_PAGE = /\/actions\/runs\/(\d+)(?:[/?#].*)?$/;
const SUITE_PAGE = /[?&]check_suite_id=(\d+)/;

/**
 * Its id. GraphQL gives it as a number of 32 bits, which ids of checks have
 * outgrown; its page has all of it.
 */
function idOf(
  pages: string[],
  pattern: RegExp,
  databaseId: number | null,
): number | undefined {
  for (const page of pages) {
    const found = pattern.exec(page);
    if (found) return Number(found[1]);
  }
  return databaseId ?? undefined;
}

/** What checks ran on. */
export interface CheckedCommit {
  sha: string;
  /** Where its suites do not say, since GitHub forgets deleted branches. */
  branch?: string;
}

function branchOf(suite: CheckSuiteNode, { branch }: CheckedCommit) {
  return suite.branch?.name ?? branch;
}

function runIdOf(run: CheckRunNode): number | undefined {
  return idOf([run.permalink, run.url], RUN_PAGE, run.databaseId);
}

function runPayload(
  run: CheckRunNode,
  suite: CheckSuiteNode,
  commit: CheckedCommit,
) {
  return {
    id: runIdOf(run),
    name: run.name,
    head_sha: commit.sha,
    html_url: run.url,
    status: run.status.toLowerCase(),
    conclusion: run.conclusion?.toLowerCase(),
    // GraphQL has none while it waits.
    started_at: run.startedAt ?? suite.createdAt,
    completed_at: run.completedAt,
    check_suite: { head_branch: branchOf(suite, commit) },
  };
}

/** What `check_suite` and `check_run` would have said of a commit's checks. */
export function checkPayloads(
  suites: CheckSuiteNode[],
  commit: CheckedCommit,
): Array<{ event: string; payload: Record<string, unknown> }> {
  return suites.flatMap(suite => {
    const { app, status } = suite;
    const payloads = readable(suite.checkRuns).map(run => ({
      event: 'check_run',
      payload: {
        action: run.status === 'COMPLETED' ? 'completed' : 'created',
        check_run: runPayload(run, suite, commit),
      },
    }));
    const id = idOf([suite.url], SUITE_PAGE, suite.databaseId);
    if (!app || status !== 'COMPLETED' || id === undefined) return payloads;
    const payload = {
      action: 'completed',
      check_suite: {
        id,
        head_branch: branchOf(suite, commit),
        head_sha: commit.sha,
        conclusion: suite.conclusion?.toLowerCase(),
        created_at: suite.createdAt,
        updated_at: suite.updatedAt,
        app,
      },
    };
    return [{ event: 'check_suite', payload }, ...payloads];
  });
}

/** The suites of a commit, as far as they may be read. */
export function suitesOf({ checkSuites }: CheckedNode): CheckSuiteNode[] {
  return readable(checkSuites);
}

/** Whether a commit has more checks than are read. */
export function hasMoreChecks({ checkSuites }: CheckedNode): boolean {
  const short = (list: Beginning<unknown> | null) =>
    !!list && list.totalCount > (list.nodes?.length ?? 0);
  return (
    short(checkSuites) ||
    readable(checkSuites).some(({ checkRuns }) => short(checkRuns))
  );
}

/** Which jobs belong to which runs of GitHub Actions, by their ids. */
export function jobsOf(
  suites: CheckSuiteNode[],
): Array<{ job: number; run: number; at: string }> {
  return suites.flatMap(({ workflowRun, checkRuns, createdAt }) => {
    const run = workflowRun && idOf([workflowRun.url], WORKFLOW_PAGE, null);
    if (!run) return [];
    return readable(checkRuns).flatMap(node => {
      const job = runIdOf(node);
      return job ? { job, run, at: node.startedAt ?? createdAt } : [];
    });
  });
}
