import {
  Account,
  Deployment,
  DeploymentState,
  DeploymentStatus,
} from '../model/types';
import { latest } from '../model/time';
import { Place } from './Place';

/** Says how far a deployment is. */
export function reportDeployment(
  place: Place,
  deployment: Deployment,
  report: { state: DeploymentState; at: string; by: Account },
): DeploymentStatus {
  const status: DeploymentStatus = {
    id: place.organisation.nextId(),
    state: report.state,
    description: `Made up: ${report.state}`,
    environmentUrl: `https://${deployment.environment}.example`,
    logUrl: `https://ci.example/deployments/${deployment.id}`,
    createdAt: report.at,
    by: report.by,
  };
  deployment.statuses.push(status);
  deployment.updatedAt = latest(deployment.updatedAt, report.at);
  return status;
}

/** As GitHub does it: what ran there before is inactive after a success. */
function retireOthers(
  place: Place,
  deployment: Deployment,
  at: string,
  by: Account,
): void {
  for (const other of place.repository.deployments) {
    if (
      other !== deployment &&
      other.environment === deployment.environment &&
      other.statuses.at(-1)?.state === 'success'
    ) {
      reportDeployment(place, other, { state: 'inactive', at, by });
    }
  }
}

/** Deploys a commit; `states` are the statuses with their times. */
export function deploy(
  place: Place,
  wanted: {
    sha: string;
    ref?: string;
    environment: string;
    production?: boolean;
    payload?: Deployment['payload'];
    by: Account;
    at: string;
    states: Array<{ state: DeploymentState; at: string }>;
  },
): Deployment {
  const { environment, by, at } = wanted;
  const deployment: Deployment = {
    id: place.organisation.nextId(),
    sha: wanted.sha,
    ref: wanted.ref ?? place.repository.defaultBranch,
    task: 'deploy',
    environment,
    production: wanted.production ?? environment === 'production',
    payload: wanted.payload ?? {},
    creator: by,
    createdAt: at,
    updatedAt: at,
    statuses: [],
  };
  place.repository.deployments.push(deployment);
  for (const state of wanted.states) {
    reportDeployment(place, deployment, { ...state, by });
    if (state.state === 'success') {
      retireOthers(place, deployment, state.at, by);
    }
  }
  return deployment;
}
