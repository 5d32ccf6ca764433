import {
  closePull,
  openPull,
  pushToPull,
  readyPull,
  reviewPull,
} from '../actions/pulls';
import { mergePull } from '../actions/merges';
import { Place } from '../actions/Place';
import { Account, MergeMethod, PullRequest } from '../model/types';
import { HOUR, instant, MINUTE } from '../model/time';
import { planChecks } from './checks';
import { planDelivery } from './delivery';
import { Plan } from './Plan';

const WORK = [
  'Retry card capture',
  'Show totals with taxes',
  'Read prices from the ledger',
  'Keep the basket over a sign-in',
  'Log what was refused',
  'Say why an order failed',
];
const METHODS: MergeMethod[] = ['squash', 'squash', 'merge', 'rebase'];
/** GitHub takes at least this long from one event to the next here. */
const CHECK_MINUTES = 8;

function planReviews(
  plan: Plan,
  place: Place,
  pull: () => PullRequest,
  reviewers: Account[],
  from: number,
): number {
  const { dice } = place;
  let at = from;
  if (dice.happens(0.25)) {
    at += dice.between(1, 4) * HOUR;
    const asked = at;
    plan.add(asked, () =>
      reviewPull(place, pull(), {
        by: reviewers[0],
        at: instant(asked),
        state: dice.happens(0.5) ? 'CHANGES_REQUESTED' : 'COMMENTED',
        body: 'Made up: what about the other case?',
      }),
    );
    const fixed = asked + HOUR;
    plan.add(fixed, () =>
      pushToPull(place, pull(), {
        by: pull().author,
        at: instant(fixed),
        messages: ['Take the other case into account'],
      }),
    );
    planChecks(plan, place, pull, fixed + MINUTE);
    at = fixed;
  }
  for (const by of reviewers) {
    at += dice.between(10, 200) * MINUTE;
    const approved = at;
    plan.add(approved, () =>
      reviewPull(place, pull(), {
        by,
        at: instant(approved),
        state: 'APPROVED',
      }),
    );
  }
  return at;
}

/** Plans one pull request from its opening to what is deployed of it. */
export function planChange(
  plan: Plan,
  place: Place,
  index: number,
  start: number,
): void {
  const { dice, organisation } = place;
  const people = organisation.people.filter(it => it.type === 'User');
  const isBot = dice.happens(0.08);
  const author = isBot
    ? organisation.people.find(it => it.type === 'Bot')!
    : dice.pick(people);
  const others = people.filter(it => it !== author);
  const reviewers = others.slice(0, dice.between(1, 2));
  const draft = !isBot && dice.happens(0.2);
  const what = dice.pick(WORK);
  const title = isBot ? 'Bump made-up-library to the next version' : what;
  const method = METHODS[index % METHODS.length];
  const commits = dice.between(1, 3);
  let made: PullRequest | undefined;
  const pull = () => made!;
  plan.add(start, () => {
    made = openPull(place, {
      by: author,
      at: instant(start),
      title,
      body: dice.happens(0.3)
        ? `Made up. Part of PAY-${index + 1}.`
        : 'Made up.',
      messages: Array.from({ length: commits }, (_, n) =>
        n === 0 ? title : `${title}: step ${n + 1}`,
      ),
      draft,
      labels: isBot ? ['dependencies'] : [],
      requestedReviewers: draft ? [] : reviewers,
    });
  });
  planChecks(plan, place, pull, start + MINUTE);
  let ready = start + CHECK_MINUTES * MINUTE;
  if (draft) {
    ready = start + dice.between(2, 20) * HOUR;
    const at = ready;
    plan.add(at, () => readyPull(place, pull(), instant(at)));
  }
  const reviewed = planReviews(plan, place, pull, reviewers, ready);
  const end = reviewed + dice.between(20, 600) * MINUTE;
  if (dice.happens(0.08)) {
    plan.add(end, () => closePull(place, pull(), instant(end)));
    return;
  }
  plan.add(end, () =>
    mergePull(place, pull(), {
      method,
      by: reviewers[0],
      at: instant(end),
    }),
  );
  planDelivery(plan, place, pull, index, end);
}
