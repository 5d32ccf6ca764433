import { CheckApp, CheckRun, CheckSuite, Repository } from '../model/types';
import { Links } from '../server/Links';
import { checkRunPage } from '../server/pages';
import { accountShape } from './account';
import { simpleCommitShape } from './commit';
import { minimalRepositoryShape } from './repository';

/** A time before everything the player tells of. */
const APP_MADE_AT = '2018-07-30T09:30:17Z';

function checkAppShape(app: CheckApp, links: Links) {
  return {
    id: app.id,
    slug: app.slug,
    node_id: `A_${app.id}`,
    client_id: `Iv1.${app.id}`,
    owner: accountShape(
      { id: app.id + 1, login: 'made-up-vendor', type: 'Organization' },
      links,
    ),
    name: app.name,
    description: '',
    external_url: `${links.web}/apps/${app.slug}`,
    html_url: `${links.web}/apps/${app.slug}`,
    created_at: APP_MADE_AT,
    updated_at: APP_MADE_AT,
    permissions: { checks: 'write', metadata: 'read' },
    events: ['check_run', 'check_suite'],
  };
}

/** A check. */
export function checkRunShape(
  repository: Repository,
  suite: CheckSuite,
  run: CheckRun,
  links: Links,
) {
  const url = links.rest(repository, `/check-runs/${run.id}`);
  const page = checkRunPage(links, repository, suite, run);
  return {
    id: run.id,
    name: run.name,
    node_id: `CR_${run.id}`,
    head_sha: suite.headSha,
    external_id: '',
    url,
    html_url: page,
    details_url: page,
    status: run.status,
    conclusion: run.conclusion ?? null,
    started_at: run.startedAt,
    completed_at: run.completedAt ?? null,
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: suite.id },
    app: checkAppShape(suite.app, links),
    pull_requests: [],
  };
}

/** All checks of one app on one commit. */
export function checkSuiteShape(
  repository: Repository,
  suite: CheckSuite,
  links: Links,
) {
  const url = links.rest(repository, `/check-suites/${suite.id}`);
  const commit = repository.commits.get(suite.headSha)!;
  return {
    id: suite.id,
    node_id: `CS_${suite.id}`,
    head_branch: suite.branch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion ?? null,
    url,
    before: commit.parents[0] ?? '0'.repeat(40),
    after: suite.headSha,
    pull_requests: [],
    app: checkAppShape(suite.app, links),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: suite.checkRuns.length,
    check_runs_url: `${url}/check-runs`,
    head_commit: simpleCommitShape(commit),
    repository: minimalRepositoryShape(repository, links),
  };
}
