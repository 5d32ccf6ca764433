/** What an organisation does, as far as the sizing depends on it. */
export interface Assumptions {
  workingDaysPerYear: number;
  repositoriesPerDeveloper: number;
  pullRequestsPerDeveloperDay: number;
  pushesPerPullRequest: number;
  commitsPerPush: number;
  mergedShare: number;
  reviewsPerPullRequest: number;
  otherPullRequestEvents: number;
  issuesPerPullRequest: number;
  deliveriesPerIssue: number;
  productionDeploymentsPerRepositoryDay: number;
  deliveriesPerDeployment: number;
  workflowsPerPush: number;
  jobsPerPush: number;
  externalChecksPerPush: number;
  failedShare: number;
  peakHourShare: number;
  peakMinuteFactor: number;
  utilisation: number;
}

/** One of them, with what it rests on. */
export interface Assumption {
  name: keyof Assumptions;
  value: number;
  says: string;
}

/**
 * All of them. They are a busy organisation's, chosen and not measured: each
 * can be replaced on the command line by what an organisation counts itself.
 */
export const ASSUMED: readonly Assumption[] = [
  {
    name: 'pullRequestsPerDeveloperDay',
    value: 1,
    says: 'opened by or for a developer on a working day, with those of bots and agents',
  },
  {
    name: 'pushesPerPullRequest',
    value: 2.6,
    says: 'pushes to its branch, the first included',
  },
  {
    name: 'commitsPerPush',
    value: 1.5,
    says: 'commits in a push to a branch',
  },
  {
    name: 'mergedShare',
    value: 0.9,
    says: 'of pull requests; each is a push to the default branch, a branch deleted and a deployment to staging',
  },
  {
    name: 'reviewsPerPullRequest',
    value: 2,
    says: 'submitted, the approval included',
  },
  {
    name: 'otherPullRequestEvents',
    value: 2,
    says: 'deliveries of a pull request besides opened, synchronize and closed: labels, requested reviews',
  },
  {
    name: 'issuesPerPullRequest',
    value: 0.5,
    says: 'issues of GitHub; 0 where tickets are kept elsewhere',
  },
  {
    name: 'deliveriesPerIssue',
    value: 3.9,
    says: 'opened, labelled, assigned, and closed by what is merged',
  },
  {
    name: 'productionDeploymentsPerRepositoryDay',
    value: 0.6,
    says: 'on working days: a train a day, where anything was merged since',
  },
  {
    name: 'deliveriesPerDeployment',
    value: 3,
    says: 'created, in progress, success',
  },
  {
    name: 'workflowsPerPush',
    value: 3,
    says: 'workflows of GitHub Actions on a push to a branch with a pull request, and to the default branch; three deliveries and a check suite each',
  },
  {
    name: 'jobsPerPush',
    value: 8,
    says: 'jobs of all of them together, a matrix counted out; five deliveries each, since a job is a check run as well',
  },
  {
    name: 'externalChecksPerPush',
    value: 2,
    says: 'checks by other apps; two deliveries each, and one check suite',
  },
  {
    name: 'repositoriesPerDeveloper',
    value: 1,
    says: 'repositories that entities of the catalog claim; decides the calls of the API and nothing else',
  },
  {
    name: 'workingDaysPerYear',
    value: 260,
    says: 'five days a week, no holidays',
  },
  {
    name: 'failedShare',
    value: 0.001,
    says: 'of deliveries that are not understood, whose bodies are kept longer',
  },
  {
    name: 'peakHourShare',
    value: 0.2,
    says: "of a working day's deliveries in its busiest hour; 0.125 if eight hours were alike",
  },
  {
    name: 'peakMinuteFactor',
    value: 3,
    says: 'the busiest minute against the mean of its hour',
  },
  {
    name: 'utilisation',
    value: 0.5,
    says: 'of what a replica was measured to take in, in the busiest minute',
  },
];

/** By name. */
export const ASSUMPTIONS = Object.fromEntries(
  ASSUMED.map(({ name, value }) => [name, value]),
) as unknown as Assumptions;

/** How long Throughline keeps what, by default, in days. */
export const RETENTION_DAYS = {
  /** `trace.inbox.retention` */
  bodies: 30,
  /** `trace.inbox.failedRetention` */
  failedBodies: 90,
  /** `context.retention` */
  revisions: 90,
} as const;
