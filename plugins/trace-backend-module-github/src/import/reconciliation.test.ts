import { ALL_PERMISSIONS, GithubPlayer } from '@throughline/github-player';
import { checkSuiteKey, Fact } from '@throughline/plugin-trace-common';
import { TestStore } from '@throughline/test-kit/imports';
import { HOST, Importing, startImporting } from './__testUtils__/importing';
import {
  actions,
  Dice,
  Place,
  someOrganisation,
} from './__testUtils__/organisation';

jest.setTimeout(300_000);

const SHOP = 'made-up/shop';
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** What was asked since it was last asked for. */
function costOf({ player }: { player: GithubPlayer }) {
  const { graphql, core } = player.rateLimits(player.token);
  const cost = {
    points: graphql.used,
    rest: core.used,
    calls: player.requests
      .splice(0)
      .map(({ operationName, path }) => operationName ?? path.split('/').at(-1))
      .sort(),
  };
  graphql.renew();
  core.renew();
  return cost;
}

describe('reconciling a repository', () => {
  let importing: Importing;
  let place: Place;
  let store: TestStore;
  const [robin] = someOrganisation().people;

  /** As GitHub writes the present. */
  const now = () =>
    `${new Date(importing.player.clock.now()).toISOString().slice(0, 19)}Z`;
  /** Lets time pass and reads what is new; gives what it cost and found. */
  async function reconcile(passed = HOUR) {
    importing.player.clock.skew += passed;
    costOf(importing);
    const before = store.facts.length;
    const valuesBefore = JSON.stringify([...store.registers()]);
    await importing.run(SHOP, store);
    return {
      ...costOf(importing),
      facts: store.facts.slice(before),
      isNew: JSON.stringify([...store.registers()]) !== valuesBefore,
    };
  }

  beforeEach(async () => {
    const organisation = someOrganisation({
      changes: 40,
      until: new Date(Date.now() - 3 * DAY),
    });
    place = {
      organisation,
      repository: organisation.repositories[0],
      dice: new Dice('later'),
    };
    importing = await startImporting(organisation);
    store = new TestStore();
    await importing.run(SHOP, store);
  });
  afterEach(() => importing.player.close());

  it('costs one point and two calls by REST when nothing is new', async () => {
    for (let hour = 0; hour < 3; hour++) {
      expect(await reconcile()).toMatchObject({
        points: 1,
        rest: 2,
        calls: ['deployments', 'overview', 'runs'],
        facts: [],
      });
    }
    expect(store.writes.at(-1)).toMatchObject({ done: 0, total: 0, notes: [] });
  });

  it('begins with a small page of requests', async () => {
    actions.openPull(place, {
      title: 'One more',
      by: robin,
      at: now(),
      messages: ['One more'],
    });
    const { points, calls } = await reconcile(HOUR / 2);
    expect(calls).toEqual(['deployments', 'overview', 'pulls', 'runs']);
    expect(points).toBe(1 + 13);
    // It had changed within the hour before, so it is looked at once more.
    // Times are in whole seconds, so that is by a second more than an hour.
    expect((await reconcile(HOUR / 2 + 1000)).points).toBe(1 + 13);
    expect((await reconcile(HOUR / 2)).points).toBe(1);
  });

  it('makes pages larger where much is new', async () => {
    for (let pull = 0; pull < 45; pull++) {
      actions.openPull(place, {
        title: `Another ${pull}`,
        by: robin,
        at: now(),
        messages: ['Another'],
      });
    }
    const sizes: unknown[] = [];
    importing.player.faults.add({
      answer: 'delay',
      match: ({ operationName, graphql }) => {
        if (operationName === 'pulls') sizes.push(graphql!.variables.first);
        return false;
      },
    });
    const { facts } = await reconcile();
    expect(sizes).toEqual([10, 20, 40]);
    const found = facts.filter(({ attributes }) =>
      `${attributes.title}`.startsWith('Another '),
    );
    expect(found).toHaveLength(45);
  });

  describe('finds', () => {
    const lastPull = () => place.repository.pulls.at(-1)!;
    const tip = () => place.repository.branches.get('main')!;
    const lastTag = () => place.repository.tags.at(-1)!;
    const push = () => {
      const { sha } = actions.addCommit(place, {
        message: 'Straight to main',
        by: robin,
        at: now(),
        parents: [tip()],
        files: [],
      });
      actions.pushCommits(place, 'main', [sha], robin, now());
    };

    it.each<[string, string, () => unknown]>([
      [
        'a request',
        'pulls',
        () =>
          actions.openPull(place, {
            title: 'New',
            by: robin,
            at: now(),
            messages: ['New'],
          }),
      ],
      [
        'a review',
        'pulls',
        () =>
          actions.reviewPull(place, lastPull(), {
            by: robin,
            at: now(),
            state: 'APPROVED',
          }),
      ],
      ['a commit', 'commits', push],
      [
        'a check of the last commit of the default branch',
        'commits',
        () =>
          actions.runApp(place, {
            branch: 'main',
            sha: tip(),
            at: now(),
            conclusion: 'failure',
          }),
      ],
      [
        'an issue',
        'issues',
        () => actions.openIssue(place, { title: 'New', by: robin, at: now() }),
      ],
      [
        'a closed issue',
        'issues',
        () => {
          const open = place.repository.issues.find(
            ({ state }) => state === 'open',
          )!;
          actions.closeIssue(open, now());
        },
      ],
      [
        'a release',
        'releases',
        () =>
          actions.publishRelease(place, {
            tag: lastTag(),
            by: robin,
            at: now(),
          }),
      ],
      [
        'a tag, also on an old commit',
        'tags',
        () =>
          actions.addTag(place, {
            name: 'late',
            sha: place.repository.tags[0].sha,
            by: robin,
            at: now(),
          }),
      ],
      [
        'a moved tag',
        'tags',
        () => {
          place.repository.tags[0].sha = tip();
        },
      ],
      [
        'a deployment',
        'deployments',
        () =>
          actions.deploy(place, {
            sha: tip(),
            environment: 'production',
            by: robin,
            at: now(),
            states: [],
          }),
      ],
      [
        'another status of an old deployment',
        'deploymentStatuses',
        () =>
          actions.reportDeployment(
            place,
            place.repository.deployments.at(-20)!,
            {
              state: 'failure',
              at: now(),
              by: robin,
            },
          ),
      ],
      [
        'a workflow run',
        'runs',
        () =>
          actions.runWorkflow(place, {
            branch: 'main',
            sha: place.repository.pulls[0].headSha,
            at: now(),
            event: 'push',
            title: 'New',
            actor: robin,
            conclusion: 'success',
          }),
      ],
    ])('%s, by %s', async (_, call, happen) => {
      expect((await reconcile()).isNew).toBe(false);
      happen();
      const { calls, isNew, points } = await reconcile();
      expect(calls).toContain(call);
      expect(isNew).toBe(true);
      // A look, requests, and at most the 70 commits of a busy week.
      expect(points).toBeLessThanOrEqual(1 + 13 + 2 + 5 + 9);
    });
  });

  it('asks once a day what a look does not tell', async () => {
    const pull = actions.openPull(place, {
      title: 'Checked late',
      by: robin,
      at: now(),
      messages: ['Checked late'],
    });
    for (let hour = 0; hour < 4; hour++) await reconcile();
    const suite = actions.runApp(place, {
      branch: pull.headBranch,
      sha: pull.headSha,
      at: now(),
      conclusion: 'failure',
    });
    const check = checkSuiteKey(`${HOST}/${SHOP}`, suite.id);
    const finds = ({ facts }: { facts: Fact[] }) =>
      facts.some(({ subject }) => subject === check);
    const late = await reconcile();
    expect(late.points).toBe(1);
    expect(finds(late)).toBe(false);

    const next = await reconcile(20 * HOUR);
    expect([...new Set(next.calls)]).toEqual([
      'commits',
      'deployments',
      'overview',
      'pulls',
      'releases',
      'runs',
      'tags',
    ]);
    expect(next.points).toBeLessThanOrEqual(1 + 13 + 2 + 5 + 9 + 1 + 1);
    expect(finds(next)).toBe(true);
    expect((await reconcile()).points).toBe(1);
  });

  it('reads what it cannot look at', async () => {
    const { issues: _, ...others } = ALL_PERMISSIONS;
    importing.player.token.permissions = others;
    const { calls } = await reconcile();
    expect(calls).toContain('issues');
    expect(store.notes).toContainEqual(expect.stringMatching(/^Issues /));
    expect((await reconcile()).calls).toContain('issues');
    importing.player.token.permissions = ALL_PERMISSIONS;
    expect((await reconcile()).calls).toContain('issues');
    expect(store.notes).toEqual([]);
    expect((await reconcile()).calls).not.toContain('issues');
  });
});
