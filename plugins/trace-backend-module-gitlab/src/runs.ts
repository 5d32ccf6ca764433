import {
  AttemptAttributes,
  checkRunKey,
  Fact,
  PipelineRunAttributes,
  workflowRunKey,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { fact } from '@throughline/plugin-trace-node';
import { latest } from './result';
import {
  id,
  identifier,
  instant,
  pageAddress,
  Project,
  prose,
} from './schemas';

type How = Pick<AttemptAttributes, 'status' | 'conclusion'>;

const QUEUED: How = { status: 'queued' };

/** https://docs.gitlab.com/api/pipelines/ and https://docs.gitlab.com/api/jobs/ */
const STATUSES = {
  created: QUEUED,
  waiting_for_resource: QUEUED,
  waiting_for_callback: QUEUED,
  preparing: QUEUED,
  pending: QUEUED,
  scheduled: QUEUED,
  // Until somebody starts it.
  manual: QUEUED,
  running: { status: 'running' },
  canceling: { status: 'running' },
  success: { status: 'completed', conclusion: 'success' },
  failed: { status: 'completed', conclusion: 'failure' },
  canceled: { status: 'completed', conclusion: 'cancelled' },
  skipped: { status: 'completed', conclusion: 'skipped' },
} as const satisfies Record<string, How>;

const status = z.enum(Object.keys(STATUSES) as Array<keyof typeof STATUSES>);
const time = instant.nullish().transform(value => value ?? undefined);
const MAX_NAME = 200;
/** What merge requests' pipelines run on in the API, where webhooks say the branch. */
const REQUEST_REF = /^refs\//;

/** A job, as pipeline webhooks and the API give it. */
export const jobSchema = z.object({
  id,
  name: prose(MAX_NAME),
  status,
  created_at: time,
  started_at: time,
  finished_at: time,
  queued_duration: z.number().nonnegative().max(1e9).nullish(),
});
/** A job, by {@link jobSchema}. */
export type Job = z.output<typeof jobSchema>;

/** A pipeline, as webhooks and the API give it. */
export const pipelineSchema = z.object({
  id,
  name: prose(MAX_NAME).nullish(),
  ref: identifier.nullish(),
  tag: z.boolean().nullish(),
  sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  source: identifier.nullish(),
  status,
  created_at: instant,
  finished_at: time,
  url: pageAddress,
});
/** A pipeline, by {@link pipelineSchema}. */
export type Pipeline = z.output<typeof pipelineSchema>;

/** What a job ran on. */
export interface RanOn {
  sha: string;
  branch?: string;
  /** Number of the pipeline; undefined where it is not said. */
  pipeline?: number;
}

/** The branch, where a ref is one. */
export function branchOf(
  ref: string | null | undefined,
  tag: boolean | null | undefined,
): string | undefined {
  return ref && !tag && !REQUEST_REF.test(ref) ? ref : undefined;
}

/** Which of two reports of one second is the later one. */
const RANKS: Record<AttemptAttributes['status'], number> = {
  queued: 0,
  running: 1,
  completed: 2,
};

/**
 * GitLab runs a job again as another one, and goes on with the pipeline: so each
 * has one attempt.
 */
function runFact(
  key: string,
  at: string,
  run: PipelineRunAttributes,
  attempt: Omit<AttemptAttributes, 'attempt'>,
): Fact {
  return fact<Record<string, unknown>>(
    key,
    at,
    { ...run, 'attempt:1': { attempt: 1, ...attempt } },
    RANKS[attempt.status],
  );
}

function before(time_: string, seconds: number): string {
  return new Date(Date.parse(time_) - Math.round(seconds) * 1000).toISOString();
}

/** A job waits since its stage was reached, which its creation does not say. */
function queuedAt(job: Job): string | undefined {
  const { started_at: startedAt, queued_duration: waited } = job;
  if (startedAt && typeof waited === 'number') return before(startedAt, waited);
  return startedAt ? undefined : job.created_at;
}

/**
 * What a job is, and how it goes.
 *
 * @param fallback - when it was so, where GitLab gives no time at all
 */
export function jobFact(
  { name, url }: Project,
  job: Job,
  on: RanOn,
  fallback: string,
): Fact {
  const how: How = STATUSES[job.status];
  const done = how.status === 'completed';
  const times = [job.created_at, job.started_at, job.finished_at].sort();
  return runFact(
    checkRunKey(name, job.id),
    times.at(0) === undefined ? fallback : latest(times[0]!, ...times),
    {
      subtype: 'job',
      name: job.name,
      url: `${url}/-/jobs/${job.id}`,
      sha: on.sha,
      branch: on.branch,
      partOf:
        on.pipeline === undefined
          ? undefined
          : workflowRunKey(name, on.pipeline),
    },
    {
      ...how,
      queuedAt: queuedAt(job),
      startedAt: job.started_at,
      completedAt: done ? job.finished_at : undefined,
    },
  );
}

/** What a pipeline is, and how it goes, by its jobs as far as they are known. */
export function pipelineFact(
  { name, url }: Project,
  pipeline: Pipeline,
  jobs: Job[],
): Fact {
  const how: How = STATUSES[pipeline.status];
  const done = how.status === 'completed';
  const known = (times: Array<string | undefined>) =>
    times.filter(it => it !== undefined).sort();
  const started = known(jobs.map(job => job.started_at));
  const happened = known(
    jobs.flatMap(job => [job.created_at, job.started_at, job.finished_at]),
  );
  return runFact(
    workflowRunKey(name, pipeline.id),
    latest(pipeline.created_at, pipeline.finished_at, happened.at(-1)),
    {
      subtype: 'workflow',
      name: pipeline.name || `pipeline ${pipeline.id}`,
      url: pipeline.url ?? `${url}/-/pipelines/${pipeline.id}`,
      sha: pipeline.sha,
      branch: branchOf(pipeline.ref, pipeline.tag),
      event: pipeline.source ?? undefined,
    },
    {
      ...how,
      queuedAt: pipeline.created_at,
      startedAt: started.at(0),
      completedAt: done ? pipeline.finished_at : undefined,
    },
  );
}
