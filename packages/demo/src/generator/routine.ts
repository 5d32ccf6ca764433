import { engineersOf } from '../organisation/people';
import { AGENT, ASSISTANT_TRAILER, BUMPER } from './accounts';
import { Change, ChangePlan, CommitPlan, Step } from './change';
import { Deployer } from './deployer';
import { Forge } from './forge';
import { Issue } from './payloads/issue';
import { createRandom, Random } from './random';
import {
  bumpOf,
  FOLLOW_UPS,
  REVIEW_REMARKS,
  slugOf,
  Subject,
  subjectsOf,
} from './wording';

/** Where ticket keys of a repository begin, so that they never meet. */
const FIRST_KEY: Record<string, number> = {
  'payments-api': 700,
  ledger: 400,
  refunds: 1000,
};

/** Everyday work in one repository: {@link DemoRepository.changes} changes. */
export function planRoutine(forge: Forge, deployer: Deployer): void {
  const { source, clock } = forge;
  const random = createRandom(`routine/${source.name}`);
  const subjects = subjectsOf(source.name, random);
  for (let index = 0; index < source.changes; index++) {
    const share = (index + random.next()) / source.changes;
    const span = clock.days - 5 - source.routineUntil;
    const back = source.routineUntil + Math.floor((1 - share) * span);
    const starts = clock.at(back, 9) + random.between(0, 440) * 60_000;
    const asked = clock.at(back + random.between(1, 3), random.between(9, 16));
    const kind = random.next();
    const day = { forge, deployer, random, index, asked, starts };
    if (kind < 0.1) planBump(day);
    else planChange(day, subjects[index], kind);
  }
}

interface Day {
  forge: Forge;
  deployer: Deployer;
  random: Random;
  index: number;
  /** When the ticket was written, in milliseconds. */
  asked: number;
  starts: number;
}

function pathsFor({ forge, random }: Day): { one: string[]; more: string[] } {
  const { folder } = random.pick(forge.source.services);
  const file = () => `${folder}${random.pick(forge.source.files)}`;
  const one = [file()];
  return {
    one,
    more: [...new Set([file(), ...one, `${folder}test/changes.test`])],
  };
}

function planChange(day: Day, subject: Subject, kind: number): void {
  const { forge, deployer, random, index, starts } = day;
  const { source } = forge;
  const team = engineersOf(source.team).map(({ login }) => login);
  const author = random.pick(team);
  const reviewer = random.pick(team.filter(login => login !== author));
  const byAgent = kind < 0.17;
  const assisted = !byAgent && kind < 0.34;
  const hasTicket = random.chance(0.92);
  const key = `change-${index}`;

  let issue: Issue | undefined;
  if (hasTicket && source.tickets === 'issues') {
    forge.timeline.plan(day.asked, openedAt => {
      issue = forge.openIssue(key, {
        title: subject.need,
        body: `${subject.need}. Seen by support more than once this month.`,
        labels: [random.chance(0.4) ? 'bug' : 'enhancement'],
        author: reviewer,
        openedAt,
      });
    });
  }
  const ticketKey =
    hasTicket && source.tickets === 'keys'
      ? `PAY-${FIRST_KEY[source.name] + index}`
      : undefined;
  const slug = ticketKey ? `${ticketKey}-${subject.slug}` : subject.slug;
  const plan: ChangePlan = {
    key,
    author: byAgent ? AGENT : author,
    title: ticketKey ? `${ticketKey} ${subject.title}` : subject.title,
    branch: byAgent ? `copilot/${slug}` : slug,
    body: () => {
      const closing = issue ? `\n\nCloses #${issue.number}` : '';
      return `${subject.need}.${closing}`;
    },
    issue: () => issue,
    additions: random.between(4, 260),
    deletions: random.between(0, 90),
    starts,
    steps: stepsOf(day, {
      title: subject.title,
      reviewer,
      merger: byAgent ? reviewer : author,
      trailer: assisted ? `\n\n${ASSISTANT_TRAILER}` : '',
    }),
  };
  Change.begin(forge, deployer, plan);
}

function stepsOf(
  day: Day,
  who: { title: string; reviewer: string; merger: string; trailer: string },
): Step[] {
  const { random } = day;
  const paths = pathsFor(day);
  const commits: CommitPlan[] = [
    { message: `${who.title}${who.trailer}`, modified: paths.one },
  ];
  const followUp = (): CommitPlan => ({
    message: `${random.pick(FOLLOW_UPS)}${who.trailer}`,
    modified: paths.more,
  });
  if (random.chance(0.4)) commits.push(followUp());
  const steps: Step[] = [
    { after: 0, do: 'push', commits },
    { after: 0.05, do: 'open', reviewers: [who.reviewer] },
  ];
  const fix: Step[] = [
    {
      after: random.between(1, 5) / 2,
      do: 'push',
      commits: [followUp()],
    },
    { after: 0.1, do: 'test' },
  ];
  const luck = random.next();
  if (luck < 0.1) {
    steps.push({ after: 0.1, do: 'test', failing: [random.between(0, 20)] });
    steps.push(...fix);
  } else if (luck < 0.13) {
    const failing = [random.between(0, 20)];
    steps.push({ after: 0.1, do: 'test', failing });
    steps.push({ after: 0.3, do: 'test', attempt: 2 });
  } else {
    steps.push({ after: 0.1, do: 'test' });
  }
  const wait = () => 1 + random.next() ** 2 * 14;
  const review = (says: keyof typeof REVIEW_REMARKS): Step => ({
    after: wait(),
    do: 'review',
    by: who.reviewer,
    says,
    body: random.pick(REVIEW_REMARKS[says]),
  });
  if (random.chance(0.2)) steps.push(review('changes_requested'), ...fix);
  else if (random.chance(0.1)) steps.push(review('commented'));
  if (random.chance(0.04)) {
    steps.push({ after: wait(), do: 'close', by: who.merger });
    return steps;
  }
  steps.push(review('approved'));
  steps.push({ after: random.next() * 4, do: 'merge', by: who.merger });
  return steps;
}

function planBump(day: Day): void {
  const { forge, deployer, random, index, starts } = day;
  const { language, team, services } = forge.source;
  const bump = bumpOf(language, random);
  const { folder } = random.pick(services);
  const reviewer = random.pick(engineersOf(team)).login;
  const title = `Bump ${bump.name} from ${bump.from} to ${bump.to}`;
  Change.begin(forge, deployer, {
    key: `change-${index}`,
    author: BUMPER,
    title,
    branch: `dependabot/${slugOf(bump.name)}-${bump.to}`,
    body: () => `Bumps ${bump.name} from ${bump.from} to ${bump.to}.`,
    labels: ['dependencies'],
    additions: 3,
    deletions: 3,
    starts,
    steps: [
      {
        after: 0,
        do: 'push',
        commits: [{ message: title, modified: [`${folder}dependencies.lock`] }],
      },
      { after: 0.02, do: 'open' },
      { after: 0.1, do: 'test' },
      {
        after: random.between(1, 16),
        do: 'review',
        by: reviewer,
        says: 'approved',
      },
      { after: 0.2, do: 'merge', by: reviewer },
    ],
  });
}
