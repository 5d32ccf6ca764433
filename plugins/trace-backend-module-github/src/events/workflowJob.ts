import { checkRunKey, workflowRunKey } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { facts, ignored, readPayload } from '@throughline/plugin-trace-node';
import { conclusion, latest, runFact, status } from '../checks';
import { EventNormaliser } from '../result';
import {
  id,
  identifier,
  instant,
  optionalPageAddress,
  prose,
  readAction,
  repository,
  sha,
} from '../schemas';

const schema = z.object({
  workflow_job: z.object({
    id,
    run_id: id,
    run_attempt: id.default(1),
    name: prose(200),
    html_url: optionalPageAddress,
    head_sha: sha,
    head_branch: identifier.nullish(),
    status,
    conclusion,
    created_at: instant.nullish(),
    started_at: instant,
    completed_at: instant.nullish(),
  }),
  repository,
});

const ACTIONS = new Set(['queued', 'waiting', 'in_progress', 'completed']);

/**
 * `workflow_job`: a job of GitHub Actions. GitHub reports it as a check run of
 * the same id too, so both speak of one node.
 */
export const workflowJob: EventNormaliser = payload => {
  const action = readAction(payload);
  if (!ACTIONS.has(action)) {
    return ignored(`A job being "${action}" is nothing we follow.`);
  }
  const { workflow_job: job, repository: of } = readPayload(schema, payload);
  const key = checkRunKey(of.name, job.id);
  const completedAt = job.completed_at ?? undefined;
  const at = latest(job.started_at, job.created_at, completedAt);
  return facts(
    runFact(
      key,
      at,
      {
        subtype: 'job',
        name: job.name,
        url: job.html_url,
        sha: job.head_sha,
        branch: job.head_branch ?? undefined,
        partOf: workflowRunKey(of.name, job.run_id),
      },
      {
        attempt: job.run_attempt,
        status: job.status,
        conclusion: job.conclusion,
        queuedAt: job.created_at ?? undefined,
        startedAt: job.status === 'queued' ? undefined : job.started_at,
        completedAt,
      },
      true,
    ),
  );
};
