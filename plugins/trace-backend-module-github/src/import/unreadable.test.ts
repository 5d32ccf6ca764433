import { Fault, FaultRequest } from '@throughline/github-player';
import { artifactKey, plainValues } from '@throughline/plugin-trace-common';
import { registersOf, TestStore } from '@throughline/test-kit/imports';
import { HOST, Importing, startImporting } from './__testUtils__/importing';
import { actions, Dice, someOrganisation } from './__testUtils__/organisation';

jest.setTimeout(300_000);

const SHOP = 'made-up/shop';
const DAY = 24 * 60 * 60 * 1000;
const UNTIL = new Date(Date.now() - 60_000);

/** What a list holds, as the API answers it. */
type Node = Record<string, unknown>;

const operation =
  (name: string) =>
  ({ operationName }: FaultRequest) =>
    operationName === name;

/** Changes the nodes of a list of the repository, wherever it is answered. */
function edited(
  name: string,
  list: string,
  change: (nodes: Node[]) => void,
  errors?: unknown[],
): Fault {
  return {
    match: operation(name),
    times: Infinity,
    answer: 'edit',
    edit: json => {
      const answer = JSON.parse(json);
      change(answer.data.repository[list].nodes);
      return JSON.stringify({ ...answer, errors });
    },
  };
}

describe('what GitHub does not show', () => {
  const organisation = () => someOrganisation({ until: UNTIL });
  let importing: Importing;
  let store: TestStore;

  async function start(github = {}) {
    const made = organisation();
    importing = await startImporting(made, github);
    store = new TestStore();
    const [repository] = made.repositories;
    return { ...importing, organisation: made, repository };
  }
  afterEach(() => importing.player.close());

  const subjects = (prefix: string) =>
    [...store.registers().keys()].filter(key => key.startsWith(prefix));

  describe('of a commit', () => {
    const isCommit = ({ path }: FaultRequest) => /\/commits\/\w+$/.test(path);

    it.each([422, 500, 502] as const)(
      'is left out after %s, and the others are read',
      async answer => {
        const { run, player } = await start();
        let first: string | undefined;
        player.faults.add({
          match: request => {
            if (!isCommit(request)) return false;
            first ??= request.path;
            return request.path === first;
          },
          times: Infinity,
          answer,
        });
        await run(SHOP, store);
        expect(first).toBeDefined();
        expect(store.checkpoint?.run).toBeUndefined();
        expect(store.notes).toEqual([
          expect.stringMatching(/^1 commits without .* does not show them\.$/),
        ]);
        const asked = player.requests.filter(({ path }) => path !== first);
        expect(
          asked.filter(({ path }) => path.includes('/commits/')).length,
        ).toBeGreaterThan(0);
      },
    );

    it('ends the run when the credentials are refused', async () => {
      const { run, player } = await start();
      player.faults.add({ match: isCommit, times: Infinity, answer: 401 });
      await expect(run(SHOP, store)).rejects.toThrow('does not take the cred');
      expect(store.checkpoint).toMatchObject({ run: { directRead: 0 } });
    });

    it('is said to be a fault of GitHub when it is so of 20', async () => {
      const { run, player, repository, ...place } = await start();
      const [by] = place.organisation.people;
      const at = UNTIL.toISOString();
      for (let count = 0; count < 25; count++) {
        const { sha } = actions.addCommit(
          { ...place, repository, dice: new Dice(`direct ${count}`) },
          {
            message: `Straight to main ${count}`,
            by,
            at,
            parents: [repository.branches.get('main')!],
            files: [],
          },
        );
        const inPlace = { ...place, repository, dice: new Dice('push') };
        actions.pushCommits(inPlace, 'main', [sha], by, at);
      }
      player.faults.add({ match: isCommit, times: Infinity, answer: 500 });
      await expect(run(SHOP, store)).rejects.toThrow('answered 500');
      await run(SHOP, store);
      expect(store.checkpoint?.run).toBeUndefined();
    });
  });

  describe('of a kind', () => {
    it('keeps neither the others nor what is new of them', async () => {
      const { run, player, repository, ...place } = await start();
      player.faults.add({
        match: operation('pulls'),
        times: Infinity,
        answer: 500,
      });
      const message = /^Pull requests could not be read: .* 500/;
      await expect(run(SHOP, store)).rejects.toThrow(message);
      const known = subjects('issue:').length;
      expect(known).toBe(repository.issues.length);
      expect(subjects('deployment:')).toHaveLength(
        repository.deployments.length,
      );
      expect(subjects('change:')).toEqual([]);

      player.clock.skew += 2 * 60 * 60 * 1000;
      actions.openIssue(
        { ...place, repository, dice: new Dice('new') },
        {
          title: 'New',
          by: place.organisation.people[0],
          at: `${new Date(player.clock.now()).toISOString().slice(0, 19)}Z`,
        },
      );
      await expect(run(SHOP, store)).rejects.toThrow(message);
      expect(subjects('issue:')).toHaveLength(known + 1);

      player.faults.clear();
      await run(SHOP, store);
      expect(subjects('change:')).toHaveLength(repository.pulls.length);
      expect(store.checkpoint?.run).toBeUndefined();
    });

    it('does not say that the repository is gone', async () => {
      const { run, player, repository } = await start();
      player.faults.add({
        match: operation('pulls'),
        times: Infinity,
        answer: 'edit',
        edit: () =>
          JSON.stringify({
            data: null,
            errors: [{ type: 'NOT_FOUND', message: 'Could not resolve it' }],
          }),
      });
      await expect(run(SHOP, store)).rejects.toThrow(
        'Pull requests could not be read: Could not resolve it',
      );
      expect(subjects('issue:')).toHaveLength(repository.issues.length);
    });

    it('is read one by one where two are too much', async () => {
      const { run, player, repository } = await start();
      player.faults.add({
        match: ({ operationName, graphql }) =>
          operationName === 'issues' && Number(graphql!.variables.first) > 1,
        times: Infinity,
        answer: 502,
      });
      await run(SHOP, store);
      expect(subjects('issue:')).toHaveLength(repository.issues.length);
    });
  });

  it('a tag of something else than a commit does not end the list', async () => {
    const { run, player, repository, ...place } = await start();
    const [odd, nested] = ['odd', 'nested'];
    for (const name of [odd, nested]) {
      actions.addTag(
        { ...place, repository, dice: new Dice(name) },
        {
          name,
          sha: repository.branches.get('main')!,
          by: place.organisation.people[0],
          at: UNTIL.toISOString(),
        },
      );
    }
    player.faults.add({
      match: ({ operationName, graphql }) =>
        operationName === 'tags' && Number(graphql!.variables.first) > 1,
      times: Infinity,
      answer: 502,
    });
    player.faults.add(
      edited('tags', 'refs', nodes => {
        for (const node of nodes) {
          if (node.name === odd) node.target = { __typename: 'Blob', oid: '1' };
          if (node.name === nested) {
            const target = { __typename: 'Tag', oid: '2' };
            const tagger = { date: '2001-01-01T00:00:00Z' };
            node.target = { __typename: 'Tag', oid: '3', tagger, target };
          }
        }
      }),
    );
    await run(SHOP, store);
    const isTold = ({ name }: { name: string }) =>
      store.facts.some(
        ({ subject, attributes }) =>
          subject === artifactKey(`${HOST}/${SHOP}`, name) &&
          attributes.publishedAt !== undefined &&
          attributes.sha !== undefined,
      );
    expect(repository.tags.map(tag => [tag.name, isTold(tag)])).toEqual([
      [repository.tags[0].name, true],
      [odd, false],
      [nested, false],
    ]);
  });

  describe('of an item', () => {
    it('leaves the rest of it', async () => {
      const { run, player, repository } = await start();
      const others = new TestStore();
      await run(SHOP, others);
      player.faults.add(
        edited('pulls', 'pullRequests', nodes => {
          for (const node of nodes) {
            node.files = { nodes: null };
            node.reviews = { totalCount: 1, nodes: null };
            node.labels = null;
            node.timelineItems = { nodes: null };
            node.head = { nodes: null };
            const { nodes: commits } = node.commits as { nodes: Node[] };
            for (const { commit } of commits) {
              (commit as Node).parents = { nodes: null };
            }
          }
          const { nodes: commits } = nodes[0].commits as { nodes: Node[] };
          (commits[0].commit as Node).authoredDate = 'yesterday';
        }),
      );
      player.faults.add({
        match: operation('commits'),
        times: Infinity,
        answer: 'edit',
        edit: json => {
          const answer = JSON.parse(json);
          const { history } = answer.data.repository.defaultBranchRef.target;
          for (const node of history.nodes) {
            node.parents = null;
            node.checkSuites = { totalCount: 1, nodes: null };
          }
          history.nodes[0].committedDate = 'yesterday';
          return JSON.stringify(answer);
        },
      });
      await run(SHOP, store);
      expect(subjects('change:')).toHaveLength(repository.pulls.length);
      for (const key of subjects('change:')) {
        expect(store.registers().get(key)).not.toHaveProperty('labels');
      }
      for (const key of subjects('commit:')) {
        expect(store.registers().get(key)).not.toHaveProperty('parents');
      }
      expect(store.notes).toContainEqual(
        expect.stringMatching(
          /^Not understood, and left out: 2, the first of them #\d+: expected a time/,
        ),
      );
    });

    it.each([
      ['none', null],
      ['one', { nodes: [null] }],
    ])(
      'keeps an issue restricted that shows %s of its labels',
      async (_, labels) => {
        const { run, player, repository } = await start({
          restrictedLabels: ['security'],
        });
        const [issue] = repository.issues;
        issue.labels = ['security'];
        await run(SHOP, store);
        const key = `issue:${HOST}/${SHOP}#${issue.number}`;
        const restricted = () =>
          plainValues(registersOf(store.facts).get(key)!).restricted;
        expect(restricted()).toBe(true);

        player.clock.skew += DAY;
        const at = new Date(player.clock.now()).toISOString();
        issue.updatedAt = `${at.slice(0, 19)}Z`;
        player.faults.add(
          edited('issues', 'issues', nodes => {
            for (const node of nodes) node.labels = labels;
          }),
        );
        await run(SHOP, store);
        expect(restricted()).toBe(true);
      },
    );
  });

  it('names ten of a limit and counts the others, for a day', async () => {
    const { run, player, repository } = await start();
    player.faults.add(
      edited('pulls', 'pullRequests', nodes => {
        for (const node of nodes) {
          (node.reviews as Node).totalCount = 999;
        }
      }),
    );
    await run(SHOP, store);
    const rest = repository.pulls.length - 10;
    expect(rest).toBeGreaterThan(0);
    expect(store.checkpoint).toMatchObject({
      limits: { reviews: expect.any(Array) },
      furtherLimits: { reviews: rest },
    });
    expect(store.notes).toEqual([
      expect.stringMatching(
        new RegExp(`reviews .*of (#\\d+, ){9}#\\d+ and up to ${rest} more\\.$`),
      ),
    ]);
    player.faults.clear();
    player.clock.skew += 2 * DAY;
    await run(SHOP, store);
    expect(store.notes).toEqual([]);
  });

  it('is read again, within the horizon, in the next thorough run', async () => {
    const { run, player, repository } = await start();
    const path = ['repository', 'issues', 'nodes', 0, 'labels'];
    const refused = { type: 'FORBIDDEN', path, message: 'Not accessible' };
    player.faults.add(
      edited('issues', 'issues', nodes => (nodes[0].labels = null), [refused]),
    );
    await run(SHOP, store);
    expect(store.notes).toEqual([
      'The credentials may not read: issues.labels.',
    ]);
    player.faults.clear();
    /** How many issues the next run reads. */
    const next = async (passed: number) => {
      player.clock.skew += passed;
      const before = store.facts.length;
      await run(SHOP, store);
      return store.facts
        .slice(before)
        .filter(({ subject }) => subject.startsWith('issue:')).length;
    };
    expect(await next(DAY / 12)).toBe(0);
    expect(await next(DAY)).toBe(repository.issues.length);
    expect(await next(2 * DAY)).toBe(0);
  });
});
