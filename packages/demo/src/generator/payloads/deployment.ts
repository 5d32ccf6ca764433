import { JsonObject } from '@backstage/types';
import { DemoRepository, OWNER } from '../../organisation/repositories';
import { githubTime, idOf } from '../identifiers';
import { envelope, user } from './common';

/** The account that deploys. */
export const DEPLOYER = 'demo-shop-deploy[bot]';

/** A deployment of one service to one environment. */
export interface Deployment {
  id: number;
  sha: string;
  environment: 'staging' | 'production';
  /** What the deployment calls the service. */
  service: string;
  version: string;
  description: string;
  at: number;
}

function deployment(
  source: DemoRepository,
  made: Deployment,
  updatedAt: number,
): JsonObject {
  const api = `https://api.github.com/repos/${OWNER}/${source.name}/deployments`;
  return {
    url: `${api}/${made.id}`,
    id: made.id,
    node_id: `DE_${made.id.toString(36)}`,
    sha: made.sha,
    ref: 'main',
    task: 'deploy',
    payload: { service: made.service, version: made.version },
    original_environment: made.environment,
    environment: made.environment,
    transient_environment: false,
    production_environment: made.environment === 'production',
    description: made.description,
    creator: user(DEPLOYER),
    created_at: githubTime(made.at),
    updated_at: githubTime(updatedAt),
    statuses_url: `${api}/${made.id}/statuses`,
  };
}

/** `deployment`, created */
export function deploymentPayload(
  source: DemoRepository,
  made: Deployment,
): JsonObject {
  return {
    action: 'created',
    deployment: deployment(source, made, made.at),
    workflow: null,
    workflow_run: null,
    ...envelope(source, DEPLOYER, made.at),
  };
}

/** `deployment_status`, created */
export function deploymentStatusPayload(
  source: DemoRepository,
  made: Deployment,
  state: 'in_progress' | 'success' | 'failure',
  at: number,
): JsonObject {
  const id = idOf(`deployment-status/${made.id}/${state}`);
  const api = `https://api.github.com/repos/${OWNER}/${source.name}/deployments/${made.id}`;
  return {
    action: 'created',
    deployment_status: {
      url: `${api}/statuses/${id}`,
      id,
      node_id: `DES_${id.toString(36)}`,
      state,
      creator: user(DEPLOYER),
      description: '',
      environment: made.environment,
      target_url: '',
      log_url: '',
      environment_url: '',
      created_at: githubTime(at),
      updated_at: githubTime(at),
      deployment_url: api,
    },
    deployment: deployment(source, made, at),
    ...envelope(source, DEPLOYER, at),
  };
}
