import {
  Change,
  CommitPlan,
  createClock,
  createRandom,
  DemoRepository,
  Deployer,
  engineersOf,
  Forge,
  GithubDelivery,
  Random,
  Step,
} from './demo';

/** Deliveries that one change leaves behind; a little less than on average. */
const DELIVERIES_PER_CHANGE = 12;

// Fixed, so that a data set is the same whenever it is made.
const ANCHOR = Date.UTC(2026, 0, 5);

function planChange(
  forge: Forge,
  deployer: Deployer,
  random: Random,
  index: number,
  starts: number,
): void {
  const { source } = forge;
  const logins = engineersOf(source.team).map(({ login }) => login);
  const author = random.pick(logins);
  const reviewer = random.pick(logins.filter(login => login !== author));
  const title = `Handle case ${index} of ${random.pick(source.features)}`;
  const commit = (message: string): CommitPlan => ({
    message,
    modified: [random.pick(source.files), random.pick(source.files)],
  });
  const steps: Step[] = [
    { after: 0, do: 'push', commits: [commit(title)] },
    { after: 0.05, do: 'open', reviewers: [reviewer] },
    { after: 0.1, do: 'test' },
  ];
  if (random.chance(0.4)) {
    steps.push(
      { after: 1, do: 'review', by: reviewer, says: 'changes_requested' },
      { after: 1, do: 'push', commits: [commit('Follow the review')] },
      { after: 0.1, do: 'test' },
    );
  }
  steps.push(
    { after: 1, do: 'review', by: reviewer, says: 'approved' },
    { after: 0.5, do: 'merge', by: author },
  );
  Change.begin(forge, deployer, {
    key: `change-${index}`,
    author,
    title,
    branch: `case-${index}`,
    body: () => `${title}.`,
    additions: random.between(4, 260),
    deletions: random.between(0, 90),
    starts,
    steps,
  });
}

/**
 * What GitHub sends about changes of one repository, from the first push to the
 * deployment, in the order of time. The same arguments give the same list.
 */
export function lifecyclesOf(
  source: DemoRepository,
  atLeast: number,
): GithubDelivery[] {
  const clock = createClock(ANCHOR);
  const forge = new Forge(source, clock);
  const deployer = new Deployer(forge);
  const random = createRandom(`bench/${source.name}`);
  const changes = Math.ceil(atLeast / DELIVERIES_PER_CHANGE);
  const days = clock.days - 6;
  for (let index = 0; index < changes; index++) {
    const back = days - Math.floor((index / changes) * days) + 4;
    const starts = clock.at(back, 9) + (index % 480) * 60_000;
    planChange(forge, deployer, random, index, starts);
  }
  for (let back = days; back >= 0; back--) {
    forge.timeline.plan(clock.at(back, 14.5), at =>
      deployer.train(`train-${back}`, at),
    );
  }
  forge.timeline.play();
  return forge.deliveries.filter(
    (delivery): delivery is GithubDelivery => delivery.door === 'github',
  );
}
