import { verify } from '@octokit/webhooks-methods';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import schema from '@octokit/webhooks-schemas';
import { generateOrganisation } from '../generate/organisation';
import { GithubPlayer, startGithubPlayer } from '../server/startGithubPlayer';
import { Client } from '../__testUtils__/Client';
import { Delivery } from './Delivery';
import { signDelivery } from './sendWebhooks';

/** The schemas are no longer kept; what came since is in addition to them. */
function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, it]) => key !== 'additionalProperties' || it !== false)
      .map(([key, it]) => [key, open(it)]),
  );
}

// Thousands of payloads are put together and read.
jest.setTimeout(60_000);

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);
// Bots' addresses are no addresses by the format: `1+name[bot]@…`.
ajv.addFormat('email', true);
ajv.addSchema(open(schema) as object, 'webhooks');

function problemsOf({ event, payload }: Delivery): string[] {
  const { action } = payload;
  const definition = `${event}$${action ?? 'event'}`;
  const validate = ajv.getSchema(`webhooks#/definitions/${definition}`);
  if (!validate) return [`There is no definition ${definition}`];
  if (validate(payload)) return [];
  return (validate.errors ?? []).map(
    it => `${definition} ${it.instancePath} ${it.message}`,
  );
}

/** The members that are read below; each event has some of them. */
interface Payload {
  action?: string;
  ref: string;
  before: string;
  after: string;
  commits: Array<{ id: string }>;
  repository: { name: string };
  pull_request: {
    number: number;
    updated_at: string;
    requested_reviewers: unknown[];
  };
  workflow_run: object;
  check_run: object;
  deployment: { id: number };
  deployment_status: object;
}

function payloadOf({ payload }: Delivery): Payload {
  return payload as unknown as Payload;
}

describe('webhooks', () => {
  const organisation = generateOrganisation({ changes: 60 });
  const shop = organisation.get('shop');
  let player: GithubPlayer;
  let deliveries: Delivery[];

  beforeAll(async () => {
    player = await startGithubPlayer({ organisation });
    deliveries = player.webhooks();
  });
  afterAll(() => player.close());

  function ofEvent(event: string, action?: string): Payload[] {
    return deliveries
      .filter(it => it.event === event)
      .map(payloadOf)
      .filter(it => !action || it.action === action);
  }

  it.each([
    'check_run',
    'check_suite',
    'create',
    'deployment',
    'deployment_status',
    'issues',
    'pull_request',
    'pull_request_review',
    'push',
    'release',
    'workflow_job',
    'workflow_run',
  ])('%s has the published shape', event => {
    const told = deliveries.filter(it => it.event === event);
    expect(told).not.toHaveLength(0);
    const problems = new Set(told.flatMap(problemsOf));
    expect([...problems]).toEqual([]);
  });

  it('has an id of its own for each, the same each time', () => {
    const ids = deliveries.map(it => it.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(player.webhooks().map(it => it.id)).toEqual(ids);
  });

  it('says of pull requests at last what the API says', async () => {
    const last = new Map<number, Payload['pull_request']>();
    for (const { repository, pull_request: pull } of ofEvent('pull_request')) {
      if (repository.name === 'shop') last.set(pull.number, pull);
    }
    expect(last.size).toBe(shop.pulls.length);
    const client = new Client(player);
    for (const [number, told] of last) {
      const asked = await client.json(`/repos/made-up/shop/pulls/${number}`);
      // A review that came later was told as a pull_request_review.
      const { updated_at, requested_reviewers, ...others } = asked;
      expect(told).toMatchObject(others);
      expect(told.updated_at <= updated_at).toBe(true);
      expect(requested_reviewers.length).toBeLessThanOrEqual(
        told.requested_reviewers.length,
      );
    }
  });

  it('says of runs, checks and deployments what the API says', async () => {
    const client = new Client(player);
    const { workflow_runs: runs } = await client.json(
      '/repos/made-up/shop/actions/runs?per_page=100',
    );
    const completed = new Map(
      ofEvent('workflow_run', 'completed').map(it => [
        JSON.stringify(it.workflow_run),
        it,
      ]),
    );
    for (const run of runs) {
      expect(completed.has(JSON.stringify(run))).toBe(true);
    }
    const { headSha } = shop.pulls[0];
    const { check_runs: checks } = await client.json(
      `/repos/made-up/shop/commits/${headSha}/check-runs`,
    );
    const told = ofEvent('check_run', 'completed').map(it => it.check_run);
    for (const { check_suite: _, ...check } of checks) {
      expect(told).toContainEqual(expect.objectContaining(check));
    }
    const [deployment] = shop.deployments;
    const statuses = await client.json(
      `/repos/made-up/shop/deployments/${deployment.id}/statuses`,
    );
    const reported = ofEvent('deployment_status')
      .filter(it => it.deployment.id === deployment.id)
      .map(it => it.deployment_status);
    expect(
      statuses.filter((it: { state: string }) => it.state !== 'inactive'),
    ).toEqual(reported.reverse());
  });

  it('pushes lead from each commit of the default branch to the next', () => {
    const pushes = ofEvent('push').filter(
      it => it.repository.name === 'shop' && it.ref === 'refs/heads/main',
    );
    for (const [index, push] of pushes.entries()) {
      expect(push.before).toBe(pushes[index - 1]?.after ?? '0'.repeat(40));
      expect(push.commits.at(-1)?.id).toBe(push.after);
    }
    expect(pushes.at(-1)?.after).toBe(shop.branches.get('main'));
  });

  it('are signed so that GitHub’s own library accepts them', async () => {
    const signed = await signDelivery(deliveries[0], 'secret');
    const signature = signed.headers['x-hub-signature-256'];
    expect(await verify('secret', signed.body, signature)).toBe(true);
    expect(await verify('other', signed.body, signature)).toBe(false);
  });
});
