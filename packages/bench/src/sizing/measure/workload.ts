import {
  Change,
  CommitPlan,
  createClock,
  createRandom,
  Deployer,
  engineersOf,
  GithubDelivery,
  Issue,
  Random,
  Step,
} from '../../deliveries/demo';
import { repositoryOfOne } from '../../deliveries/repositories';
import { Checks, CiForge } from './CiForge';

/** What an organisation of some developers does for some days. */
export interface Workload {
  /** By it nothing is the same as in another workload. */
  name: string;
  /** As many repositories as well. */
  developers: number;
  workingDays: number;
  /** What runs in the n-th repository. */
  checks(index: number): Checks;
}

const DAY = 24 * 3_600_000;

// Fixed, so that it is the same whenever it is made.
const ANCHOR = Date.UTC(2026, 0, 5);

/** Days before the first, so that it begins with changes under way. */
const LEAD = 5;

const REPOSITORY = { language: 'TypeScript', parts: 40 };

// Drawn so that the means are those of `ASSUMPTIONS`.
const PULL_REQUESTS = [
  0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3,
];
const FOLLOW_UPS = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4];
const COMMITS = [1, 1, 1, 2, 2, 2];
const EARLIER_REVIEWS = [0, 0, 1, 1, 1, 1, 1, 1, 2, 2];

/** Name of a repository and of the component in it. */
export const nameOf = (workload: string, index: number) =>
  `${workload}-${String(index).padStart(3, '0')}`;

function planChange(
  forge: CiForge,
  deployer: Deployer,
  random: Random,
  key: string,
  starts: number,
): void {
  const { source } = forge;
  const logins = engineersOf(source.team).map(({ login }) => login);
  const author = random.pick(logins);
  const reviewer = random.pick(logins.filter(login => login !== author));
  const title = `Handle ${key} of ${random.pick(source.features)}`;
  const commits = (): CommitPlan[] =>
    Array.from({ length: random.pick(COMMITS) }, (_, index) => ({
      message: `${title}, part ${index + 1}`,
      modified: [random.pick(source.files), random.pick(source.files)],
    }));
  const steps: Step[] = [
    { after: 0, do: 'push', commits: commits() },
    { after: 0.05, do: 'open', reviewers: [reviewer] },
    { after: 0.1, do: 'test' },
  ];
  for (let left = random.pick(FOLLOW_UPS); left > 0; left--) {
    steps.push(
      { after: 1, do: 'push', commits: commits() },
      { after: 0.1, do: 'test' },
    );
  }
  const earlier = random.pick(EARLIER_REVIEWS);
  for (let index = 0; index < earlier; index++) {
    const says = index === 0 ? 'commented' : 'changes_requested';
    steps.push({ after: 1, do: 'review', by: reviewer, says });
  }
  steps.push(
    { after: 1, do: 'review', by: reviewer, says: 'approved' },
    random.chance(0.9)
      ? { after: 0.5, do: 'merge', by: author, deleteBranch: true }
      : { after: 0.5, do: 'close', by: author },
  );
  let issue: Issue | undefined;
  if (random.chance(0.5)) {
    forge.timeline.plan(starts - DAY, openedAt => {
      issue = forge.openIssue(key, {
        title: `Case ${key}`,
        body: 'Seen by support more than once this month.',
        labels: ['bug'],
        author: reviewer,
        openedAt,
      });
    });
  }
  Change.begin(forge, deployer, {
    key,
    author,
    title,
    branch: key,
    body: () => (issue ? `${title}.\n\nCloses #${issue.number}` : `${title}.`),
    issue: () => issue,
    additions: random.between(4, 260),
    deletions: random.between(0, 90),
    starts,
    steps,
  });
}

function deliveriesOf(workload: Workload, index: number): GithubDelivery[] {
  const clock = createClock(ANCHOR);
  const source = repositoryOfOne(
    nameOf(workload.name, index),
    index,
    REPOSITORY,
  );
  const forge = new CiForge(source, clock, workload.checks(index));
  const deployer = new Deployer(forge);
  const random = createRandom(`sizing/${source.name}`);
  for (let back = workload.workingDays - 1 + LEAD; back >= 0; back--) {
    const changes = random.pick(PULL_REQUESTS);
    for (let change = 0; change < changes; change++) {
      const starts = clock.at(back, 9) + random.between(0, 420) * 60_000;
      planChange(forge, deployer, random, `case-${back}-${change}`, starts);
    }
    forge.timeline.plan(clock.at(back, 14.5), at =>
      deployer.train(`train-${back}`, at),
    );
  }
  forge.timeline.play();
  const from = clock.at(workload.workingDays - 1, 0);
  return forge.deliveries.filter(
    (delivery): delivery is GithubDelivery =>
      delivery.door === 'github' && delivery.at >= from,
  );
}

/** Everything GitHub sends about a workload, in the order of time. */
export function deliveriesOfWorkload(workload: Workload): GithubDelivery[] {
  return Array.from({ length: workload.developers }, (_, index) =>
    deliveriesOf(workload, index),
  )
    .flat()
    .sort((one, other) => one.at - other.at);
}
