import { JsonObject } from '@backstage/types';
import { Delivery, GithubDelivery, JunitDelivery } from '../delivery';
import { generateDeliveries } from '../generate';
import { ZERO_HASH } from '../identifiers';
import { STORIES } from './index';

const deliveries = generateDeliveries(Date.UTC(2026, 5, 10));

const told = (group: string): Delivery[] =>
  deliveries
    .filter(delivery => delivery.group === group)
    .sort((a, b) => a.at - b.at);

const payloads = (group: string, event: string): JsonObject[] =>
  told(group)
    .filter(
      (delivery): delivery is GithubDelivery =>
        delivery.door === 'github' && delivery.event === event,
    )
    .map(({ payload }) => payload);

const uploads = (group: string): JunitDelivery[] =>
  told(group).filter(
    (delivery): delivery is JunitDelivery => delivery.door === 'junit',
  );

type Commit = { id: string; message: string; timestamp: string };
type Push = { ref: string; after: string; commits: Commit[] };

const pushesTo = (group: string, branch: 'main' | 'other'): Push[] =>
  (payloads(group, 'push') as unknown as Push[]).filter(
    ({ ref }) => (ref === 'refs/heads/main') === (branch === 'main'),
  );
const headCommits = (group: string) =>
  pushesTo(group, 'other').flatMap(({ commits }) => commits);
const landed = (group: string) => pushesTo(group, 'main')[0].commits;
const pull = (group: string): JsonObject =>
  payloads(group, 'pull_request').at(-1)?.pull_request as JsonObject;
const deployments = (group: string): JsonObject[] =>
  payloads(group, 'deployment').map(
    ({ deployment }) => deployment as JsonObject,
  );
const production = (repository: string = 'checkout') =>
  deliveries
    .filter(
      (delivery): delivery is GithubDelivery =>
        delivery.door === 'github' && delivery.event === 'deployment',
    )
    .filter(delivery => delivery.repository === repository)
    .sort((a, b) => a.at - b.at)
    .map(({ payload }) => payload.deployment as JsonObject)
    .filter(({ environment }) => environment === 'production')
    .map(({ sha }) => sha);

describe('stories of the demo organisation', () => {
  it('each have an id and a title of their own', () => {
    expect(new Set(STORIES.map(({ id }) => id)).size).toBe(STORIES.length);
    expect(new Set(STORIES.map(({ title }) => title)).size).toBe(
      STORIES.length,
    );
  });

  it('a squash merge leaves one commit of three', () => {
    const group = 'checkout/squash-merge';
    expect(headCommits(group)).toHaveLength(3);
    expect(landed(group)).toHaveLength(1);
    expect(landed(group)[0].message).toContain(`(#${pull(group).number})`);
    expect(pushesTo(group, 'other').at(-1)?.after).toBe(ZERO_HASH);
  });

  it('a rebase merge leaves copies with other hashes', () => {
    const group = 'product-search/rebase-merge';
    const said = ({ message, timestamp }: Commit) => ({ message, timestamp });
    expect(landed(group).map(said)).toEqual(headCommits(group).map(said));
    const heads = headCommits(group).map(({ id }) => id);
    expect(landed(group).some(({ id }) => heads.includes(id))).toBe(false);
  });

  it('a merge commit keeps the commits and joins them', () => {
    const group = 'payments-api/merge-commit';
    const ids = landed(group).map(({ id }) => id);
    expect(ids.slice(0, -1)).toEqual(headCommits(group).map(({ id }) => id));
    expect(landed(group).at(-1)?.message).toMatch(/^Merge pull request #/);
    expect(pull(group).title).toMatch(/^PAY-812 /);
    expect((pull(group).head as JsonObject).ref).toMatch(/^PAY-812-/);
  });

  it('a rollback deploys what ran before, until the revert', () => {
    const [back] = deployments('checkout/rollback').filter(
      ({ environment }) => environment === 'production',
    );
    const shas = production();
    const place = shas.lastIndexOf(back.sha);
    expect(shas[place - 2]).toBe(back.sha);
    const bad = pushesTo('checkout/rollback', 'main')[0].after;
    expect(shas[place - 1]).toBe(bad);
    expect(shas.slice(place)).not.toContain(bad);
    const [reverted] = pushesTo('checkout/revert', 'main');
    expect(shas[place + 1]).toBe(reverted.after);
  });

  it('another one is the latest thing that happened to production', () => {
    const shas = production('refunds');
    const bad = pushesTo('refunds/rolled-back-now', 'main')[0].after;
    const place = shas.indexOf(bad);
    expect(place).toBe(shas.length - 2);
    expect(shas[place + 1]).toBe(shas[place - 1]);
  });

  it('a revert names the change it takes back', () => {
    expect(pull('checkout/revert').body).toBe(
      `Reverts demo-shop/checkout#${pull('checkout/rollback').number}`,
    );
    expect(landed('checkout/revert')[0].message).toContain('Reverts demo-shop');
  });

  it('an incident names the change that caused it', () => {
    const [opened, closed] = payloads('checkout/incident', 'issues');
    const issue = opened.issue as JsonObject;
    expect((issue.labels as JsonObject[]).map(({ name }) => name)).toEqual([
      'incident',
    ]);
    expect(issue.body).toContain(
      `Caused by #${pull('checkout/rollback').number}`,
    );
    expect(closed.action).toBe('closed');
  });

  it('a restricted ticket is closed by a change that waits for review', () => {
    const group = 'notifications/restricted-ticket';
    const [opened] = payloads(group, 'issues');
    const issue = opened.issue as JsonObject;
    expect((issue.labels as JsonObject[]).map(({ name }) => name)).toEqual([
      'security',
    ]);
    expect(issue.title).toContain('made-up');
    expect(pull(group)).toMatchObject({ draft: false, merged: false });
    expect(pull(group).body).toContain(`Closes #${issue.number}`);
    // What the browser tests look for, so that nothing else may say it.
    const saying = deliveries.filter(delivery =>
      /opt-out|made-up weakness/i.test(JSON.stringify(delivery)),
    );
    expect(new Set(saying.map(delivery => delivery.group))).toEqual(
      new Set([group]),
    );
  });

  it('a flaky test fails and then passes on the same commit', () => {
    const [first, second] = uploads('checkout/flaky-test');
    expect(first.query.sha).toBe(second.query.sha);
    expect([first.query.attempt, second.query.attempt]).toEqual(['1', '2']);
    expect(first.body).toContain('<failure');
    expect(second.body).not.toContain('<failure');
  });

  it('a change has no ticket', () => {
    const { title, body, head } = pull('checkout/no-ticket');
    const text = `${title} ${body} ${(head as JsonObject).ref}`;
    expect(text).not.toMatch(/#\d|[A-Z]{2,}-\d/);
  });

  it('a commit reaches main without a pull request', () => {
    const group = 'checkout/direct-commit';
    expect(landed(group)).toHaveLength(1);
    expect(payloads(group, 'pull_request')).toEqual([]);
    expect(uploads(group)).toHaveLength(1);
  });

  it.each([
    ['checkout/dependency-bump', 'dependabot[bot]'],
    ['checkout/agent-opened', 'copilot-swe-agent[bot]'],
  ])('%s comes from %s', (group, login) => {
    expect(pull(group).user).toMatchObject({ login, type: 'Bot' });
    expect(pull(group).merged).toBe(true);
  });

  it('an agent works on a branch of its kind, first as a draft', () => {
    const group = 'checkout/agent-opened';
    expect((pull(group).head as JsonObject).ref).toMatch(/^copilot\//);
    expect(payloads(group, 'pull_request').map(({ action }) => action)).toEqual(
      ['opened', 'synchronize', 'ready_for_review', 'synchronize', 'closed'],
    );
  });

  it('an assistant is named in a trailer that survives the squash', () => {
    expect(landed('checkout/assistant-written')[0].message).toContain(
      'Co-authored-by: Copilot',
    );
  });

  it.each([
    ['monorepo-both', ['cart', 'wishlist']],
    ['monorepo-one', ['wishlist']],
    ['monorepo-neither', []],
  ])('%s deploys %j', (key, services) => {
    expect(
      deployments(`basket/${key}`).map(
        ({ payload }) => (payload as JsonObject).service,
      ),
    ).toEqual(services);
  });

  it('a change stands in each stage', () => {
    const now = (key: string) => {
      const { draft, merged } = pull(`checkout/now-${key}`);
      const group = `checkout/now-${key}`;
      const reviews = payloads(group, 'pull_request_review').length;
      const failing = uploads(group).at(-1)?.body.includes('<failure');
      const sha = pushesTo(group, 'main')[0]?.after;
      const live = sha !== undefined && production().includes(sha);
      return { draft, merged, reviews, failing, live };
    };
    const open = { draft: false, merged: false, failing: false, live: false };
    expect(now('draft')).toEqual({ ...open, draft: true, reviews: 0 });
    expect(now('waiting-for-review')).toEqual({ ...open, reviews: 0 });
    expect(now('approved-with-failing-tests')).toEqual({
      ...open,
      reviews: 1,
      failing: true,
    });
    expect(now('waiting-for-production')).toEqual({
      ...open,
      merged: true,
      reviews: 1,
    });
    expect(now('live')).toEqual({
      ...open,
      merged: true,
      reviews: 1,
      live: true,
    });
  });
});
