import { GraphQLResolveInfo } from 'graphql';
import { Deployment, DeploymentStatus, Repository } from '../../model/types';
import { connection, PageArguments } from '../connection';
import { GraphqlContext } from '../GraphqlContext';
import { accountNode } from './account';
import { commitNode } from './commit';
import { refNode } from './ref';
import { repositoryNode } from './repository';

/** `ACTIVE` while it is what runs; else as its last status says. */
function stateOf(deployment: Deployment): string {
  const last = deployment.statuses.at(-1);
  if (!last) return 'PENDING';
  return last.state === 'success' ? 'ACTIVE' : last.state.toUpperCase();
}

function statusNode(
  context: GraphqlContext,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): Record<string, unknown> {
  return {
    __typename: 'DeploymentStatus',
    id: `DES_${status.id}`,
    state: status.state.toUpperCase(),
    description: status.description,
    environment: deployment.environment,
    environmentUrl: status.environmentUrl ?? null,
    logUrl: status.logUrl ?? null,
    createdAt: status.createdAt,
    updatedAt: status.createdAt,
    creator: () => accountNode(status.by, context.links),
    deployment: () => deploymentNode(context, repository, deployment),
  };
}

/** Something that was to run somewhere; statuses come newest first. */
export function deploymentNode(
  context: GraphqlContext,
  repository: Repository,
  deployment: Deployment,
): Record<string, unknown> {
  const newestFirst = [...deployment.statuses].reverse();
  const status = (of: DeploymentStatus) =>
    statusNode(context, repository, deployment, of);
  return {
    __typename: 'Deployment',
    id: `DE_${deployment.id}`,
    databaseId: deployment.id,
    commitOid: deployment.sha,
    commit: () => {
      const commit = repository.commits.get(deployment.sha);
      return commit ? commitNode(context, repository, commit) : null;
    },
    environment: deployment.environment,
    latestEnvironment: deployment.environment,
    originalEnvironment: deployment.environment,
    description: deployment.description ?? null,
    task: deployment.task,
    payload: JSON.stringify(deployment.payload),
    ref: () => refNode(context, repository, deployment.ref),
    state: stateOf(deployment),
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    creator: () => accountNode(deployment.creator, context.links),
    repository: () => repositoryNode(context, repository),
    latestStatus: () => (newestFirst.length ? status(newestFirst[0]) : null),
    statuses: (args: PageArguments, _: unknown, info: GraphQLResolveInfo) =>
      connection(
        { items: newestFirst, id: it => it.id, node: status },
        args,
        info,
      ),
  };
}
