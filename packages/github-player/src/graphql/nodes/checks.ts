import { GraphQLResolveInfo } from 'graphql';
import { CheckRun, CheckSuite, Repository } from '../../model/types';
import { checkRunPage } from '../../server/pages';
import { connection, PageArguments } from '../connection';
import { checkMayRead, GraphqlContext } from '../GraphqlContext';
import { accountNode } from './account';
import { commitNode } from './commit';
import { repositoryNode } from './repository';

function upper(text: string | undefined): string | null {
  return text?.toUpperCase() ?? null;
}

function checkRunNode(
  context: GraphqlContext,
  repository: Repository,
  suite: CheckSuite,
  run: CheckRun,
): Record<string, unknown> {
  const url = checkRunPage(context.links, repository, suite, run);
  return {
    __typename: 'CheckRun',
    id: `CR_${run.id}`,
    databaseId: run.id,
    name: run.name,
    status: upper(run.status),
    conclusion: upper(run.conclusion),
    startedAt: run.startedAt,
    completedAt: run.completedAt ?? null,
    detailsUrl: url,
    permalink: url,
    url,
    externalId: '',
    title: null,
    summary: null,
    checkSuite: () => checkSuiteNode(context, repository, suite),
    repository: () => repositoryNode(context, repository),
  };
}

function workflowRunNode(
  context: GraphqlContext,
  repository: Repository,
  suite: CheckSuite,
): Record<string, unknown> | null {
  const { workflowRun: run } = suite;
  if (!run) return null;
  checkMayRead(context, repository, 'actions');
  return {
    __typename: 'WorkflowRun',
    id: `WFR_${run.id}`,
    databaseId: run.id,
    runNumber: run.number,
    event: run.event,
    createdAt: run.createdAt,
    updatedAt: run.attempts.at(-1)!.updatedAt,
    url: context.links.page(repository, `/actions/runs/${run.id}`),
    resourcePath: `/actions/runs/${run.id}`,
    checkSuite: () => checkSuiteNode(context, repository, suite),
    workflow: {
      __typename: 'Workflow',
      id: `W_${run.workflow.id}`,
      databaseId: run.workflow.id,
      name: run.workflow.name,
      state: 'ACTIVE',
      url: context.links.page(repository, `/actions/workflows/ci.yml`),
    },
  };
}

/** What one app checked on one commit. */
export function checkSuiteNode(
  context: GraphqlContext,
  repository: Repository,
  suite: CheckSuite,
): Record<string, unknown> {
  const { app, branch } = suite;
  return {
    __typename: 'CheckSuite',
    id: `CS_${suite.id}`,
    databaseId: suite.id,
    status: upper(suite.status),
    conclusion: upper(suite.conclusion),
    createdAt: suite.createdAt,
    updatedAt: suite.updatedAt,
    url: context.links.page(repository, `/commit/${suite.headSha}/checks`),
    app: {
      __typename: 'App',
      id: `A_${app.id}`,
      databaseId: app.id,
      slug: app.slug,
      name: app.name,
      url: `${context.links.web}/apps/${app.slug}`,
    },
    creator: () => accountNode(suite.workflowRun?.actor, context.links),
    // Null once the branch is deleted, as after a merge.
    branch: () => {
      const tip = repository.branches.get(branch);
      return tip
        ? {
            __typename: 'Ref',
            name: branch,
            prefix: 'refs/heads/',
            target: () =>
              commitNode(context, repository, repository.commits.get(tip)!),
          }
        : null;
    },
    commit: () =>
      commitNode(context, repository, repository.commits.get(suite.headSha)!),
    repository: () => repositoryNode(context, repository),
    workflowRun: () => workflowRunNode(context, repository, suite),
    checkRuns: (args: PageArguments, _: unknown, info: GraphQLResolveInfo) =>
      connection(
        {
          items: suite.checkRuns,
          id: it => it.id,
          node: it => checkRunNode(context, repository, suite, it),
        },
        args,
        info,
      ),
  };
}
