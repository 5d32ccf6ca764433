import { checkSuiteKey } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { facts, ignored, readPayload } from '@throughline/plugin-trace-node';
import { conclusion, runFact } from '../checks';
import { EventNormaliser } from '../result';
import {
  id,
  identifier,
  instant,
  prose,
  readAction,
  repository,
  sha,
} from '../schemas';

const schema = z.object({
  check_suite: z.object({
    id,
    head_branch: identifier.nullish(),
    head_sha: sha,
    conclusion,
    created_at: instant,
    updated_at: instant,
    app: z.object({ name: prose(200), slug: z.string().optional() }),
  }),
  repository,
});

/**
 * `check_suite`: what one app checked on one commit. Only when it is complete:
 * GitHub requests a suite of every app for every push, also of apps that never
 * check anything, and such a suite would look as if it ran for good.
 */
export const checkSuite: EventNormaliser = payload => {
  const action = readAction(payload);
  if (action !== 'completed') {
    return ignored(`"${action}" asks for checks; none ran yet.`);
  }
  const { check_suite: suite, repository: of } = readPayload(schema, payload);
  if (suite.app.slug === 'github-actions') {
    return ignored(
      'The workflow_run of GitHub Actions says the same and more.',
    );
  }
  const key = checkSuiteKey(of.name, suite.id);
  const at = suite.updated_at;
  return facts(
    runFact(
      key,
      at,
      {
        subtype: 'suite',
        name: suite.app.name,
        url: `${of.url}/commit/${suite.head_sha}/checks`,
        sha: suite.head_sha,
        branch: suite.head_branch ?? undefined,
      },
      {
        attempt: 1,
        status: 'completed',
        conclusion: suite.conclusion,
        queuedAt: suite.created_at,
        completedAt: at,
      },
    ),
  );
};
