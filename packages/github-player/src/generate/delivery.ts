import { runWorkflow } from '../actions/checks';
import { deploy } from '../actions/deployments';
import { closeIssue, openIssue } from '../actions/issues';
import { Place } from '../actions/Place';
import { addTag, publishRelease } from '../actions/releases';
import { Account, Issue, PullRequest } from '../model/types';
import { HOUR, instant, MINUTE } from '../model/time';
import { Plan } from './Plan';

function deployTo(
  place: Place,
  environment: string,
  pull: PullRequest,
  by: Account,
  at: number,
) {
  const fails = place.dice.happens(0.1);
  deploy(place, {
    sha: pull.mergeSha!,
    environment,
    payload: {
      service: place.repository.name,
      version: `1.${pull.number}.0`,
    },
    by,
    at: instant(at),
    states: [
      { state: 'queued', at: instant(at) },
      { state: 'in_progress', at: instant(at + MINUTE) },
      {
        state: fails ? 'failure' : 'success',
        at: instant(at + 5 * MINUTE),
      },
    ],
  });
}

function planIncident(
  plan: Plan,
  place: Place,
  pull: () => PullRequest,
  at: number,
) {
  const [by] = place.organisation.people;
  const closed = at + 2 * HOUR;
  let issue: Issue;
  plan.add(at, () => {
    issue = openIssue(place, {
      title: 'Made-up incident: orders are refused',
      body: `Made up. Caused by #${pull().number}.`,
      labels: ['incident'],
      by,
      at: instant(at),
    });
  });
  plan.add(closed, () => closeIssue(issue, instant(closed)));
}

/** What follows a merge: checks, deployments, at times a release or worse. */
export function planDelivery(
  plan: Plan,
  place: Place,
  pull: () => PullRequest,
  index: number,
  merged: number,
): void {
  const { organisation, repository } = place;
  const [by] = organisation.people;
  const checked = merged + 2 * MINUTE;
  plan.add(checked, () =>
    runWorkflow(place, {
      branch: repository.defaultBranch,
      sha: pull().mergeSha!,
      at: instant(checked),
      event: 'push',
      title: pull().title,
      actor: pull().mergedBy!,
      conclusion: 'success',
    }),
  );
  if (index % 2 === 0) {
    const staging = merged + 15 * MINUTE;
    plan.add(staging, () => deployTo(place, 'staging', pull(), by, staging));
    const production = merged + 3 * HOUR;
    plan.add(production, () =>
      deployTo(place, 'production', pull(), by, production),
    );
  }
  if (index % 10 === 3) {
    const released = merged + 4 * HOUR;
    plan.add(released, () => {
      const at = instant(released);
      const tag = addTag(place, {
        name: `v1.${pull().number}.0`,
        sha: pull().mergeSha!,
        by,
        at,
        annotation: index % 20 === 3 ? 'Made-up release' : undefined,
      });
      publishRelease(place, {
        tag,
        by,
        at: instant(released + MINUTE),
        prerelease: index % 40 === 13,
      });
    });
  }
  if (index % 12 === 6) planIncident(plan, place, pull, merged + 6 * HOUR);
  if (index % 5 === 2) {
    const asked = merged + 5 * HOUR;
    plan.add(asked, () =>
      openIssue(place, {
        title: `Made-up wish ${index}`,
        labels: ['wish'],
        by,
        at: instant(asked),
      }),
    );
  }
}
