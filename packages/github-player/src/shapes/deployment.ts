import { Deployment, DeploymentStatus, Repository } from '../model/types';
import { Links } from '../server/Links';
import { accountShape } from './account';

/** Something that was to run somewhere. */
export function deploymentShape(
  repository: Repository,
  deployment: Deployment,
  links: Links,
) {
  const url = links.rest(repository, `/deployments/${deployment.id}`);
  return {
    url,
    id: deployment.id,
    node_id: `DE_${deployment.id}`,
    task: deployment.task,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description ?? null,
    created_at: deployment.createdAt,
    updated_at: deployment.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: links.rest(repository),
    creator: accountShape(deployment.creator, links),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: false,
    production_environment: deployment.production,
  };
}

/** How far it was at a time. */
export function deploymentStatusShape(
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
  links: Links,
) {
  const url = links.rest(repository, `/deployments/${deployment.id}`);
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: `DES_${status.id}`,
    state: status.state,
    creator: accountShape(status.by, links),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl ?? '',
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: links.rest(repository),
    environment_url: status.environmentUrl ?? '',
    log_url: status.logUrl ?? '',
  };
}
