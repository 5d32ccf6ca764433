import {
  ALL_PERMISSIONS,
  archiveRepository,
  deleteRepository,
  Fault,
  hideRepository,
  renameRepository,
  transferRepository,
  webhooksOf,
} from '@throughline/github-player';
import { Fact } from '@throughline/plugin-trace-common';
import { registersOf, TestStore } from '@throughline/test-kit/imports';
import { deliver } from '../__testUtils__/deliver';
import { Importing, startImporting } from './__testUtils__/importing';
import { actions, Dice, someOrganisation } from './__testUtils__/organisation';

jest.setTimeout(300_000);

const SHOP = 'made-up/shop';
/** One end for all, so that organisations of one seed are the same. */
const UNTIL = new Date(Date.now() - 60_000);

function valuesOf(store: TestStore) {
  return [...store.registers()].map(([subject, registers]) => [
    subject,
    Object.entries(registers)
      .map(([name, { value }]) => [name, value])
      .sort(),
  ]);
}

describe('importing a repository', () => {
  const started: Importing[] = [];
  const start = async (
    options: Parameters<typeof someOrganisation>[0] = {},
    github = {},
  ) => {
    const organisation = someOrganisation({ until: UNTIL, ...options });
    const importing = await startImporting(organisation, github);
    started.push(importing);
    const [repository] = organisation.repositories;
    return { ...importing, organisation, repository };
  };
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ player }) => player.close()));
  });

  /** What an undisturbed import of the same organisation gives. */
  async function undisturbed(options = {}) {
    const { run } = await start(options);
    const store = new TestStore();
    await run(SHOP, store);
    return store;
  }

  it('reads everything, with its progress', async () => {
    const { run, repository } = await start();
    const store = new TestStore();
    await run(SHOP, store);
    const subjects = [...store.registers().keys()];
    const count = (prefix: string) =>
      subjects.filter(key => key.startsWith(`${prefix}:`)).length;
    expect(count('change')).toBe(repository.pulls.length);
    expect(count('issue')).toBe(repository.issues.length);
    expect(count('deployment')).toBe(repository.deployments.length);
    expect(subjects.filter(key => /\/runs\//.test(key))).toHaveLength(
      repository.runs.length,
    );
    const { done, total, notes } = store.writes.at(-1)!;
    expect(done).toBe(total);
    expect(notes).toEqual([]);
    const progress = store.writes.map(write => write.done);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('asks for requests first, so that pages are useful soon', async () => {
    const { run, player } = await start();
    await run(SHOP, new TestStore());
    expect(
      player.requests.slice(0, 3).map(({ operationName }) => operationName),
    ).toEqual(['overview', 'pulls', 'commits']);
  });

  it('reads no more than the horizon', async () => {
    const { run, repository } = await start(
      { days: 40, changes: 30 },
      { import: { days: 10 } },
    );
    const store = new TestStore();
    await run(SHOP, store);
    const from = Date.now() - 10 * 24 * 60 * 60 * 1000;
    const recent = repository.pulls.filter(
      pull => Date.parse(pull.updatedAt) >= from,
    );
    const changes = [...store.registers().keys()].filter(key =>
      key.startsWith('change:'),
    );
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(repository.pulls.length);
    expect(changes).toHaveLength(recent.length);
    expect(store.writes.at(-1)!.done).toBe(store.writes.at(-1)!.total);
  });

  it('reads only what is new the next time, by the clock of GitHub', async () => {
    const { run, player, organisation, repository } = await start();
    player.clock.skew = -3 * 60 * 60 * 1000;
    const store = new TestStore();
    const begun = player.clock.now();
    await run(SHOP, store);
    const ended = player.clock.now();
    const first = player.requests.splice(0).length;
    const before = registersOf(store.facts);
    actions.openIssue(
      { organisation, repository, dice: new Dice('new') },
      { title: 'New', by: organisation.people[0], at: UNTIL.toISOString() },
    );
    await run(SHOP, store);
    expect(player.requests.length).toBeLessThan(first);
    const after = registersOf(store.facts);
    const added = [...after.keys()].filter(subject => !before.has(subject));
    expect(added).toEqual([expect.stringMatching(/^issue:/)]);
    after.delete(added[0]);
    expect(after).toEqual(before);
    const since = player.requests.find(
      ({ operationName }) => operationName === 'issues',
    )!.variables!.since as string;
    // An hour before the last run began, in GitHub's whole seconds.
    const from = Date.parse(since) + 60 * 60 * 1000;
    expect(from).toBeGreaterThan(begun - 1000);
    expect(from).toBeLessThanOrEqual(ended);
  });

  it('asks little more often than full pages need', async () => {
    const { run, player, repository } = await start({ changes: 250 });
    const store = new TestStore();
    await run(SHOP, store);
    const pages = (items: number) => Math.max(1, Math.ceil(items / 100));
    const main = store.facts.filter(
      ({ attributes }) => attributes.onDefaultBranch === true,
    ).length;
    const direct = player.requests.filter(({ path }) =>
      path.includes('/commits/'),
    ).length;
    const fewest =
      pages(repository.pulls.length) +
      pages(main) +
      2 * pages(repository.deployments.length) +
      pages(repository.runs.length) +
      pages(repository.issues.length) +
      pages(repository.releases.length) +
      pages(repository.tags.length);
    expect(fewest).toBeGreaterThan(10);
    expect(player.requests.length - direct).toBeLessThanOrEqual(fewest * 1.2);
  });

  it('goes on after it was ended at any page, with the same result', async () => {
    const options = { changes: 130, days: 15 };
    const whole = await undisturbed(options);
    const { run } = await start(options);
    const store = new TestStore();
    const endings: string[] = [];
    do {
      const controller = new AbortController();
      store.onWrite = () => controller.abort(new Error('The backend stops'));
      endings.push(
        await run(SHOP, store, controller.signal).then(
          () => 'complete',
          error => error.message,
        ),
      );
    } while (store.checkpoint?.run);
    expect(endings.length).toBeGreaterThan(8);
    // The last one had written all that there was to write.
    expect(new Set(endings.slice(0, -1))).toEqual(
      new Set(['The backend stops']),
    );
    expect(endings.at(-1)).toBe('complete');
    expect(registersOf(store.facts)).toEqual(registersOf(whole.facts));
  });

  describe('when GitHub does not answer as it should', () => {
    it.each([
      ['403-primary', 'pulls', 1800],
      ['403-secondary', 'commits', 42],
      ['403-primary', undefined, 1800],
      [429, undefined, 42],
      [429, 'pulls', 42],
    ] as const)(
      'waits as told after %s of %s',
      async (answer, operation, told) => {
        const { run, player, waited } = await start();
        player.faults.add({
          match: ({ operationName, path }) =>
            operation
              ? operationName === operation
              : path.endsWith('/actions/runs'),
          answer,
          retryAfter: 42,
          resetAfter: 1800,
        });
        const store = new TestStore();
        await run(SHOP, store);
        expect(player.faults.left).toBe(0);
        expect(waited).toHaveLength(1);
        expect(Math.abs(waited[0] / 1000 - told)).toBeLessThan(15);
        expect(store.writes.flatMap(({ notes = [] }) => notes)).toContainEqual(
          expect.stringMatching(
            /^Waiting for GitHub's rate limit until \d{4}-\d\d-\d\dT[\d:.]+Z\.$/,
          ),
        );
        expect(store.notes).toEqual([]);
        const whole = await undisturbed();
        expect(registersOf(store.facts)).toEqual(registersOf(whole.facts));
      },
    );

    it.each([502, 'drop'] as const)('goes on after %s', async answer => {
      const { run, player } = await start();
      player.faults.add({ answer, times: 1 });
      for (const name of ['pulls', 'commits', 'deploymentStatuses']) {
        player.faults.add({
          match: ({ operationName }) => operationName === name,
          answer,
        });
      }
      player.faults.add({
        match: ({ path }) => path.endsWith('/actions/runs'),
        answer,
        times: 2,
      });
      const store = new TestStore();
      await run(SHOP, store);
      expect(player.faults.left).toBe(0);
      const whole = await undisturbed();
      expect(registersOf(store.facts)).toEqual(registersOf(whole.facts));
    });

    const timedOut = {
      message:
        'Something went wrong while executing your query on 2026-01-01T00:00:00Z.',
    };
    it.each([
      ['502', { answer: 502 }],
      ['errors with 200', { answer: 'errors', errors: [timedOut] }],
    ] satisfies Array<[string, Fault]>)(
      'makes pages smaller that are too much by %s, and larger again',
      async (_, fault) => {
        // A little more than the three smaller pages have.
        const { run, player } = await start({ changes: 80 });
        player.faults.add({
          ...fault,
          match: ({ operationName, graphql }) =>
            operationName === 'pulls' && Number(graphql!.variables.first) > 30,
          times: 4,
        });
        const store = new TestStore();
        await run(SHOP, store);
        const sizes = player.requests
          .filter(({ operationName }) => operationName === 'pulls')
          .map(({ variables }) => variables!.first);
        expect(sizes).toEqual([100, 100, 50, 50, 25, 50, 100]);
        const changes = [...store.registers().keys()].filter(key =>
          key.startsWith('change:'),
        );
        expect(changes).toHaveLength(80);
      },
    );

    it('stops when the token is revoked, and goes on with another', async () => {
      const { run, player } = await start();
      const store = new TestStore();
      store.onWrite = count => {
        player.token.revoked = count >= 3;
      };
      await expect(run(SHOP, store)).rejects.toThrow(
        /does not take the credentials of integrations\.github for github\.player\.test: Bad credentials/,
      );
      expect(store.writes).toHaveLength(3);
      store.onWrite = () => {};
      player.token.revoked = false;
      await run(SHOP, store);
      const whole = await undisturbed();
      expect(registersOf(store.facts)).toEqual(registersOf(whole.facts));
    });

    it('says so when GitHub refuses the repository itself', async () => {
      const { run, player } = await start();
      const message =
        'Although you appear to have the correct authorization credentials, the `made-up` organization has an IP allow list enabled';
      player.faults.add({
        match: ({ operationName }) => operationName === 'overview',
        answer: 'errors',
        data: { repository: null },
        errors: [{ type: 'FORBIDDEN', path: ['repository'], message }],
      });
      await expect(run(SHOP, new TestStore())).rejects.toThrow(
        `GitHub does not allow this (${message})`,
      );
    });

    it('stops waiting when it is told to', async () => {
      const { run, player } = await start();
      const controller = new AbortController();
      player.faults.add({ answer: 'delay', milliseconds: 60_000 });
      const running = run(SHOP, new TestStore(), controller.signal);
      controller.abort(new Error('The backend stops'));
      await expect(running).rejects.toThrow('The backend stops');
    });
  });

  describe('without a permission', () => {
    it.each([
      ['deployments', 'deployment:', /^Deployments .*deployments: read.*what/],
      ['actions', 'runs/', /^Workflow runs .*actions: read/],
      ['checks', 'check-suites/', /^Checks .*checks: read/],
      ['issues', 'issue:', /^Issues .*issues: read/],
      ['pull_requests', 'change:', /^Pull requests .*pull_requests: read/],
    ] as const)('%s, the others are read', async (permission, key, note) => {
      const { run, player } = await start();
      const { [permission]: _, ...others } = ALL_PERMISSIONS;
      player.token.permissions = others;
      const store = new TestStore();
      await run(SHOP, store);
      const has = () =>
        [...store.registers().keys()].some(subject => subject.includes(key));
      expect(has()).toBe(false);
      expect(store.registers().size).toBeGreaterThan(20);
      expect(store.notes).toContainEqual(expect.stringMatching(note));

      player.token.permissions = ALL_PERMISSIONS;
      await run(SHOP, store);
      expect(has()).toBe(true);
      expect(store.notes).toEqual([]);
      const whole = await undisturbed();
      // Which run a job was of, was asked for when it was refused.
      const kept = (facts: Fact[]) =>
        facts.filter(({ attributes }) => !attributes.partOf);
      expect(registersOf(kept(store.facts))).toEqual(
        registersOf(kept(whole.facts)),
      );
    });
  });

  describe('when the repository', () => {
    /** Something happens to it after some pages, and the import goes on. */
    async function meanwhile(
      happen: (context: Awaited<ReturnType<typeof start>>) => void,
    ) {
      const context = await start({ changes: 130, days: 15 });
      const store = new TestStore();
      store.onWrite = count => count === 3 && happen(context);
      return { store, context, running: context.run(SHOP, store) };
    }
    const other = { id: 1, login: 'other-org', type: 'Organization' as const };

    it.each([
      ['is renamed', 'made-up/store'],
      ['is given away', 'other-org/shop'],
    ])('%s, what it has stays under the name claimed', async (_, now) => {
      const { store, context, running } = await meanwhile(
        ({ organisation, repository }) =>
          now === 'made-up/store'
            ? renameRepository(organisation, repository, 'store')
            : transferRepository(organisation, repository, other),
      );
      await running;
      await context.run(SHOP, store);
      const subjects = [...store.registers().keys()];
      expect(subjects.filter(key => !key.includes(`/${SHOP}`))).toEqual([]);
      expect(subjects.filter(key => key.startsWith('change:'))).toHaveLength(
        130,
      );
      expect(store.notes).toContainEqual(
        expect.stringContaining(
          `On GitHub github.player.test/${SHOP} is now github.player.test/${now}.`,
        ),
      );
    });

    it('is archived, says so', async () => {
      const { store, context, running } = await meanwhile(({ repository }) =>
        archiveRepository(repository),
      );
      await running;
      await context.run(SHOP, store);
      expect(store.notes).toEqual([
        'It is archived on GitHub: nothing new will come.',
      ]);
    });

    it.each([
      ['is deleted', deleteRepository],
      ['becomes invisible', hideRepository],
    ])('%s, ends with a message and keeps what is there', async (_, happen) => {
      const { store, context, running } = await meanwhile(
        ({ organisation, repository }) => happen(organisation, repository),
      );
      const message =
        /^GitHub has no github\.player\.test\/made-up\/shop that these credentials may see/;
      await expect(running).rejects.toThrow(message);
      expect(store.facts.length).toBeGreaterThan(100);
      await expect(context.run(SHOP, store)).rejects.toThrow(message);
    });
  });

  it('takes a webhook for a request that it has not reached', async () => {
    const { run, organisation, player } = await start({ changes: 130 });
    const store = new TestStore();
    const controller = new AbortController();
    store.onWrite = () => controller.abort(new Error('Enough'));
    await expect(run(SHOP, store, controller.signal)).rejects.toThrow('Enough');
    const known = store.registers();
    const deliveries = webhooksOf(organisation, player.links).filter(
      ({ event, payload }) =>
        event === 'pull_request' &&
        !known.has(
          `change:github.player.test/${SHOP}#${
            (payload.pull_request as { number: number }).number
          }`,
        ),
    );
    expect(deliveries.length).toBeGreaterThan(0);
    for (const { event, payload } of deliveries) {
      const result = await deliver(event, payload);
      if (result.outcome === 'facts') store.facts.push(...result.facts);
    }
    store.onWrite = () => {};
    await run(SHOP, store);
    const whole = await undisturbed({ changes: 130 });
    expect(valuesOf(store)).toEqual(valuesOf(whole));
  });
});
