import { createHmac, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { Problem } from '../say.mjs';

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples');

/** A number that no pull request of a repository has that is played. */
const NUMBER = 900_001;

/**
 * Sends a published example of GitHub's webhook for an opened pull request,
 * signed, as if it had just been opened in a repository. Returns its title.
 */
export async function sendPullRequest(backend, { secret, repository }) {
  const [example] = examples
    .find(({ name }) => name === 'pull_request')
    .examples.filter(({ action }) => action === 'opened');
  const now = new Date().toISOString();
  const body = JSON.stringify({
    ...example,
    number: NUMBER,
    pull_request: {
      ...example.pull_request,
      number: NUMBER,
      created_at: now,
      updated_at: now,
    },
  }).replaceAll(example.repository.full_name, repository);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const response = await fetch(`${backend}/api/trace/ingest/github`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  });
  if (response.status !== 202) {
    throw new Problem(
      `The webhook is answered with ${
        response.status
      }: ${await response.text()}`,
    );
  }
  return example.pull_request.title;
}
