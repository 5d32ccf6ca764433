import { Deployment, Issue, Release } from '../model/types';
import { deploymentShape, deploymentStatusShape } from '../shapes/deployment';
import { issueShape } from '../shapes/issue';
import { releaseShape } from '../shapes/release';
import { Teller } from './Teller';

function tellDeployment(teller: Teller, deployment: Deployment): void {
  const { repository, links } = teller;
  const shapeAt = (updatedAt: string) =>
    deploymentShape(repository, { ...deployment, updatedAt }, links);
  teller.tell(
    {
      event: 'deployment',
      action: 'created',
      at: deployment.createdAt,
      by: deployment.creator,
      subject: `${deployment.id}`,
    },
    () => ({
      deployment: shapeAt(deployment.createdAt),
      workflow: null,
      workflow_run: null,
    }),
  );
  for (const status of deployment.statuses) {
    // "When you set the state to inactive, a webhook event will not be
    // created", says the documentation of deployment_status.
    if (status.state === 'inactive') continue;
    teller.tell(
      {
        event: 'deployment_status',
        action: 'created',
        at: status.createdAt,
        by: status.by,
        subject: `${status.id}`,
      },
      () => ({
        deployment_status: deploymentStatusShape(
          repository,
          deployment,
          status,
          links,
        ),
        deployment: shapeAt(status.createdAt),
      }),
    );
  }
}

function tellIssue(teller: Teller, issue: Issue): void {
  const { repository, links } = teller;
  const tell = (action: string, at: string, state: Partial<Issue>) =>
    teller.tell(
      {
        event: 'issues',
        action,
        at,
        by: issue.author,
        subject: `${issue.number}@${at}`,
      },
      () => ({ issue: issueShape(repository, { ...issue, ...state }, links) }),
    );
  tell('opened', issue.createdAt, {
    state: 'open',
    closedAt: undefined,
    updatedAt: issue.createdAt,
  });
  if (issue.closedAt) tell('closed', issue.closedAt, {});
}

function tellRelease(teller: Teller, release: Release): void {
  if (!release.publishedAt) return;
  const { repository, links } = teller;
  const actions = [
    'published',
    release.prerelease ? 'prereleased' : 'released',
  ];
  for (const action of actions) {
    teller.tell(
      {
        event: 'release',
        action,
        at: release.publishedAt,
        by: release.author,
        subject: `${release.id}`,
      },
      () => ({ release: releaseShape(repository, release, links) }),
    );
  }
}

/** What was deployed and released, and what people reported. */
export function tellDelivery(teller: Teller): void {
  const { deployments, issues, releases } = teller.repository;
  for (const deployment of deployments) tellDeployment(teller, deployment);
  for (const issue of issues) tellIssue(teller, issue);
  for (const release of releases) tellRelease(teller, release);
}
