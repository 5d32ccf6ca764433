import { createHmac, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { Problem } from '../say.mjs';

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples');

/**
 * Sends a published example of GitHub's webhook for an opened pull request,
 * signed, as if it came from a repository. Returns its title.
 */
export async function sendPullRequest(backend, { secret, repository }) {
  const [opened] = examples
    .find(({ name }) => name === 'pull_request')
    .examples.filter(({ action }) => action === 'opened');
  const body = JSON.stringify(opened).replaceAll(
    opened.repository.full_name,
    repository,
  );
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
  return opened.pull_request.title;
}
