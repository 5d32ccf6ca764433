import { checkRunKey } from '@throughline/plugin-trace-common';
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
  check_run: z.object({
    id,
    name: prose(200),
    head_sha: sha,
    html_url: optionalPageAddress,
    status,
    conclusion,
    started_at: instant,
    completed_at: instant.nullish(),
    check_suite: z.object({ head_branch: identifier.nullish() }).nullish(),
  }),
  repository,
});

/**
 * `check_run`
 *
 * A check has one attempt: run again, it is another check. For a job of GitHub
 * Actions the `workflow_job` of the same id says more, in the same place.
 */
export const checkRun: EventNormaliser = payload => {
  const action = readAction(payload);
  if (action !== 'created' && action !== 'completed') {
    return ignored(`"${action}" asks for something; no check ran yet.`);
  }
  const { check_run: run, repository: of } = readPayload(schema, payload);
  const key = checkRunKey(of.name, run.id);
  const completedAt = run.completed_at ?? undefined;
  const at = latest(run.started_at, completedAt);
  return facts(
    runFact(
      key,
      at,
      {
        subtype: 'job',
        name: run.name,
        url: run.html_url,
        sha: run.head_sha,
        branch: run.check_suite?.head_branch ?? undefined,
      },
      {
        attempt: 1,
        status: run.status,
        conclusion: run.conclusion,
        startedAt: run.status === 'queued' ? undefined : run.started_at,
        completedAt,
      },
    ),
  );
};
