import {
  Account,
  CheckApp,
  CheckConclusion,
  CheckRun,
  CheckSuite,
  WorkflowAttempt,
  WorkflowRun,
} from '../model/types';
import { after, MINUTE } from '../model/time';
import { Place } from './Place';

/** GitHub's own app, which reports what workflows do. */
export const ACTIONS_APP: CheckApp = {
  id: 15368,
  slug: 'github-actions',
  name: 'GitHub Actions',
};

/** An app of somebody else's. */
export const SCAN_APP: CheckApp = {
  id: 990,
  slug: 'made-up-scan',
  name: 'Made-up Scan',
};

/** What is checked, when, and how it ends; without an end it still runs. */
export interface NewChecks {
  branch: string;
  sha: string;
  at: string;
  minutes?: number;
  conclusion?: CheckConclusion;
}

function addSuite(place: Place, suite: CheckSuite): void {
  const { suites } = place.repository;
  const known = suites.get(suite.headSha);
  if (known) known.push(suite);
  else suites.set(suite.headSha, [suite]);
}

function check(
  { organisation }: Place,
  name: string,
  { at, minutes = 6, conclusion }: NewChecks,
): CheckRun {
  return {
    id: organisation.nextId(),
    name,
    status: conclusion ? 'completed' : 'in_progress',
    conclusion,
    createdAt: at,
    startedAt: after(at, MINUTE / 2),
    completedAt: conclusion && after(at, minutes * MINUTE),
  };
}

function attempt(
  place: Place,
  number: number,
  wanted: NewChecks,
): WorkflowAttempt {
  const { at, minutes = 6, conclusion } = wanted;
  return {
    number,
    status: conclusion ? 'completed' : 'in_progress',
    conclusion,
    startedAt: at,
    updatedAt: conclusion ? after(at, minutes * MINUTE) : at,
    jobs: [
      check(place, 'build', { ...wanted, conclusion: conclusion && 'success' }),
      check(place, 'test', wanted),
    ],
  };
}

function follow(suite: CheckSuite, last: WorkflowAttempt): void {
  suite.status = last.status;
  suite.conclusion = last.conclusion;
  suite.updatedAt = last.updatedAt;
  suite.checkRuns = last.jobs;
}

/** Runs a workflow of GitHub Actions on a commit. */
export function runWorkflow(
  place: Place,
  wanted: NewChecks & {
    event: WorkflowRun['event'];
    title: string;
    actor: Account;
  },
): WorkflowRun {
  const { organisation, repository } = place;
  const { branch, sha, at, event, title, actor } = wanted;
  const first = attempt(place, 1, wanted);
  const suite: CheckSuite = {
    id: organisation.nextId(),
    app: ACTIONS_APP,
    branch,
    headSha: sha,
    status: first.status,
    createdAt: at,
    updatedAt: at,
    checkRuns: [],
  };
  follow(suite, first);
  const run: WorkflowRun = {
    id: organisation.nextId(),
    number: repository.runs.length + 1,
    workflow: {
      id: repository.id + 100_000,
      name: 'CI',
      path: '.github/workflows/ci.yml',
    },
    event,
    title,
    branch,
    headSha: sha,
    actor,
    createdAt: at,
    attempts: [first],
    suiteId: suite.id,
  };
  suite.workflowRun = run;
  addSuite(place, suite);
  repository.runs.push(run);
  return run;
}

/** Runs it once more: the same run with another attempt. */
export function rerunWorkflow(
  place: Place,
  run: WorkflowRun,
  wanted: Pick<NewChecks, 'at' | 'minutes' | 'conclusion'>,
): void {
  const { branch, headSha: sha } = run;
  const next = attempt(place, run.attempts.length + 1, {
    branch,
    sha,
    ...wanted,
  });
  run.attempts.push(next);
  const suite = place.repository.suites
    .get(sha)!
    .find(it => it.id === run.suiteId)!;
  follow(suite, next);
}

/** An app reports one check. */
export function runApp(place: Place, wanted: NewChecks): CheckSuite {
  const { branch, sha, at, conclusion } = wanted;
  const run = check(place, 'scan', wanted);
  const suite: CheckSuite = {
    id: place.organisation.nextId(),
    app: SCAN_APP,
    branch,
    headSha: sha,
    status: run.status,
    conclusion,
    createdAt: at,
    updatedAt: run.completedAt ?? run.startedAt,
    checkRuns: [run],
  };
  addSuite(place, suite);
  return suite;
}
