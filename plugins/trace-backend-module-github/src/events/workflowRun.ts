import { workflowRunKey } from '@throughline/plugin-trace-common';
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
  workflow_run: z.object({
    id,
    name: prose(200).nullish(),
    path: prose(200).nullish(),
    html_url: optionalPageAddress,
    head_sha: sha,
    head_branch: identifier.nullish(),
    event: identifier,
    status,
    conclusion,
    run_attempt: id.default(1),
    created_at: instant,
    run_started_at: instant.nullish(),
    updated_at: instant,
  }),
  workflow: z.object({ name: prose(200) }).nullish(),
  repository,
});

const ACTIONS = new Set(['requested', 'in_progress', 'completed']);

/** `workflow_run`: a run of a whole workflow, again and again until it passes. */
export const workflowRun: EventNormaliser = payload => {
  const action = readAction(payload);
  if (!ACTIONS.has(action)) {
    return ignored(`A workflow run being "${action}" is nothing we follow.`);
  }
  const read = readPayload(schema, payload);
  const { workflow_run: run, repository: of } = read;
  const key = workflowRunKey(of.name, run.id);
  const queuedAt = run.run_started_at ?? run.created_at;
  const at = latest(run.updated_at, queuedAt);
  return facts(
    runFact(
      key,
      at,
      {
        subtype: 'workflow',
        name: run.name || read.workflow?.name || run.path || `run ${run.id}`,
        url: run.html_url,
        sha: run.head_sha,
        branch: run.head_branch ?? undefined,
        event: run.event,
      },
      {
        attempt: run.run_attempt,
        status: run.status,
        conclusion: run.conclusion,
        queuedAt,
        startedAt: run.status === 'queued' ? undefined : queuedAt,
        completedAt: run.status === 'completed' ? at : undefined,
      },
    ),
  );
};
