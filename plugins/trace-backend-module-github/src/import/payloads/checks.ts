import { CheckRunNode, CheckSuiteNode } from '../queries/pulls';

/** The number in the address of a check, as GitHub's pages have it. */
const RUN_PAGE = /\/(?:runs|job)\/(\d+)(?:[?#].*)?$/;
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

function runPayload(run: CheckRunNode, suite: CheckSuiteNode, sha: string) {
  return {
    id: idOf([run.permalink, run.url], RUN_PAGE, run.databaseId),
    name: run.name,
    head_sha: sha,
    html_url: run.url,
    status: run.status.toLowerCase(),
    conclusion: run.conclusion?.toLowerCase(),
    // GraphQL has none while it waits.
    started_at: run.startedAt ?? suite.createdAt,
    completed_at: run.completedAt,
    check_suite: { head_branch: suite.branch?.name },
  };
}

/** What `check_suite` and `check_run` would have said of a commit's checks. */
export function checkPayloads(
  suites: CheckSuiteNode[],
  sha: string,
): Array<{ event: string; payload: Record<string, unknown> }> {
  return suites.flatMap(suite => {
    const { app, status } = suite;
    const payloads = (suite.checkRuns?.nodes ?? []).flatMap(run =>
      run
        ? {
            event: 'check_run',
            payload: {
              action: run.status === 'COMPLETED' ? 'completed' : 'created',
              check_run: runPayload(run, suite, sha),
            },
          }
        : [],
    );
    const id = idOf([suite.url], SUITE_PAGE, suite.databaseId);
    if (!app || status !== 'COMPLETED' || id === undefined) return payloads;
    const payload = {
      action: 'completed',
      check_suite: {
        id,
        head_branch: suite.branch?.name,
        head_sha: sha,
        conclusion: suite.conclusion?.toLowerCase(),
        created_at: suite.createdAt,
        updated_at: suite.updatedAt,
        app,
      },
    };
    return [{ event: 'check_suite', payload }, ...payloads];
  });
}
