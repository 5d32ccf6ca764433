import {
  DeploymentAttributes,
  deploymentKey,
  DeploymentStatusAttributes,
  Fact,
  soundsLikeProduction,
} from '@throughline/plugin-trace-common';
import {
  fact,
  member,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { Project } from './schemas';

/** How a deployment goes, in GitLab's words. */
export const DEPLOYMENT_STATES = {
  created: 'queued',
  blocked: 'waiting',
  running: 'running',
  success: 'success',
  failed: 'failure',
  // Nothing runs because of it, and nothing went wrong.
  canceled: 'inactive',
  skipped: 'inactive',
} as const satisfies Record<string, DeploymentStatusAttributes['state']>;

const RANKS: Record<DeploymentStatusAttributes['state'], number> = {
  queued: 0,
  waiting: 1,
  running: 2,
  success: 3,
  failure: 3,
  inactive: 4,
};

/** A deployment, as webhooks and the API both can say. */
export interface Deployment {
  id: number;
  status: keyof typeof DEPLOYMENT_STATES;
  /** When it came to that status. */
  at: string;
  /** Undefined where it is not said. */
  createdAt: string | undefined;
  environment: string;
  /** What the environment is for; undefined where it is not said. */
  tier: string | undefined;
  sha: string | undefined;
  ref: string | undefined;
  /** Of the job that deploys. */
  url: string | undefined;
}

/** What a deployment is, and how it goes. */
export function deploymentFacts(
  { name, url }: Project,
  deployment: Deployment,
): Fact[] {
  const { environment, tier, status, at } = deployment;
  const key = deploymentKey(name, deployment.id);
  const state = DEPLOYMENT_STATES[status];
  // It began when it was first heard of, where nobody knows better.
  const began = status === 'created' || status === 'running';
  return [
    fact<DeploymentAttributes>(key, UNLESS_SAID_OTHERWISE, {
      createdAt: at,
      production: soundsLikeProduction(environment),
    }),
    fact<DeploymentAttributes>(
      key,
      at,
      {
        sha: deployment.sha,
        ref: deployment.ref,
        environment,
        production: tier
          ? tier === 'production' || soundsLikeProduction(environment)
          : undefined,
        createdAt: deployment.createdAt ?? (began ? at : undefined),
        url: `${url}/-/environments`,
      },
      RANKS[state],
    ),
    member<DeploymentStatusAttributes>(
      key,
      at,
      // Each once: what is deployed again is another deployment.
      `status:${status}`,
      { state, at, url: deployment.url },
    ),
  ];
}
