import { JsonObject } from '@backstage/types';
import { REPOSITORIES } from '../organisation/repositories';
import { Delivery, GithubDelivery } from './delivery';
import { generateDeliveries } from './generate';
import { ZERO_HASH } from './identifiers';

const WEDNESDAY = Date.UTC(2026, 5, 10);
const MONDAY = Date.UTC(2026, 10, 2);
const deliveries = generateDeliveries(WEDNESDAY);

type Push = {
  ref: string;
  before: string;
  after: string;
  commits: Array<{ id: string; message: string }>;
};

const fromGithub = (event: string): GithubDelivery[] =>
  deliveries.filter(
    (delivery): delivery is GithubDelivery =>
      delivery.door === 'github' && delivery.event === event,
  );

describe('deliveries of the demo organisation', () => {
  it('are the same whenever they are made', () => {
    expect(generateDeliveries(WEDNESDAY)).toEqual(deliveries);
  });

  it('keep ids and place when the demo starts on another day of the week', () => {
    const key = ({ id, group }: Delivery) => `${group} ${id}`;
    const later = generateDeliveries(MONDAY);
    expect(later.map(key).sort()).toEqual(deliveries.map(key).sort());
    const numbers = (list: Delivery[]) =>
      list
        .filter(
          (delivery): delivery is GithubDelivery => delivery.door === 'github',
        )
        .filter(({ event }) => event === 'pull_request' || event === 'issues')
        .map(({ id, payload }) => {
          const about = (payload.pull_request ?? payload.issue) as JsonObject;
          return `${id} ${about.number}`;
        })
        .sort();
    expect(numbers(later)).toEqual(numbers(deliveries));
  });

  it('are between 5,000 and 7,000, each with an id of its own', () => {
    expect(deliveries.length).toBeGreaterThanOrEqual(5000);
    expect(deliveries.length).toBeLessThanOrEqual(7000);
    expect(new Set(deliveries.map(({ id }) => id)).size).toBe(
      deliveries.length,
    );
  });

  it('lie within 180 days before the anchor', () => {
    const times = deliveries.map(({ at }) => at);
    expect(Math.max(...times)).toBeLessThan(WEDNESDAY);
    expect(Math.min(...times)).toBeGreaterThan(WEDNESDAY - 180 * 86_400_000);
    expect(Math.min(...times)).toBeLessThan(WEDNESDAY - 170 * 86_400_000);
  });

  it('are lean', () => {
    const size = (delivery: Delivery) =>
      delivery.door === 'github'
        ? JSON.stringify(delivery.payload).length
        : delivery.body.length;
    expect(Math.max(...deliveries.map(size))).toBeLessThan(10_000);
  });

  it('bring the first service whole before any other', () => {
    const first = REPOSITORIES[0].name;
    const end = deliveries.findIndex(({ repository }) => repository !== first);
    expect(end).toBeGreaterThan(0);
    expect(
      deliveries.slice(end).some(({ repository }) => repository === first),
    ).toBe(false);
  });

  it('bring newer changes before older ones', () => {
    const others = deliveries.filter(
      ({ repository }) => repository !== REPOSITORIES[0].name,
    );
    const newest = new Map<string, number>();
    for (const { group, at } of others) {
      newest.set(group, Math.max(newest.get(group) ?? 0, at));
    }
    const times = [...newest.values()];
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('cover every event the demo promises', () => {
    const events = new Set(
      deliveries.map(delivery =>
        delivery.door === 'github' ? delivery.event : 'junit',
      ),
    );
    expect([...events].sort()).toEqual([
      'check_run',
      'create',
      'deployment',
      'deployment_status',
      'issues',
      'junit',
      'pull_request',
      'pull_request_review',
      'push',
      'release',
      'workflow_job',
      'workflow_run',
    ]);
  });
});

describe('pushes of the demo organisation', () => {
  it.each(REPOSITORIES.map(({ name }) => name))(
    'follow each other on every branch of %s',
    name => {
      const heads = new Map<string, string>();
      const broken: string[] = [];
      const pushes = fromGithub('push')
        .filter(({ repository }) => repository === name)
        .sort((a, b) => a.at - b.at);
      for (const { payload } of pushes) {
        const push = payload as unknown as Push;
        const head = heads.get(push.ref);
        if (head && head !== push.before) broken.push(push.ref);
        if (push.after !== ZERO_HASH) heads.set(push.ref, push.after);
        const last = push.commits.at(-1)?.id;
        if (last && last !== push.after) broken.push(push.after);
      }
      expect(pushes.length).toBeGreaterThan(20);
      expect(broken).toEqual([]);
    },
  );

  it('to main end in the commit that the merge is said to be', () => {
    const landed = new Set(
      fromGithub('push')
        .map(({ payload }) => payload as unknown as Push)
        .filter(({ ref }) => ref === 'refs/heads/main')
        .map(({ after }) => after),
    );
    const merged = fromGithub('pull_request')
      .map(({ payload }) => payload.pull_request as JsonObject)
      .filter(pull => pull.merged);
    expect(merged.length).toBeGreaterThan(250);
    expect(
      merged.filter(pull => !landed.has(pull.merge_commit_sha as string)),
    ).toEqual([]);
  });

  it('are what is deployed', () => {
    const known = new Set(
      fromGithub('push').map(({ payload }) => payload.after),
    );
    const unknown = fromGithub('deployment').filter(
      ({ group, payload }) =>
        !group.endsWith('/baseline') &&
        !known.has((payload.deployment as JsonObject).sha),
    );
    expect(unknown).toEqual([]);
  });
});
