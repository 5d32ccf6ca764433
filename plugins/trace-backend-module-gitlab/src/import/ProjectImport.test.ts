import { canonicalJson } from '@throughline/plugin-trace-common';
import { registersOf, TestStore } from '@throughline/test-kit/imports';
import { hash, NAME, PROJECT } from '../__testUtils__/payloads';
import { Item } from './__testUtils__/gitlabServer';
import { Importing, startImporting } from './__testUtils__/importing';
import {
  API_PROJECT,
  apiCommit,
  apiPipeline,
  apiRequest,
  requestParts,
  world,
} from './__testUtils__/world';

jest.setTimeout(60_000);

const BASE = `/projects/${PROJECT.id}`;
const DAY = 24 * 60 * 60 * 1000;

/** A project with so many merge requests, the latest first. */
function many(requests: number) {
  const numbers = Array.from({ length: requests }, (_, i) => requests - i);
  return {
    ...world(),
    '/merge_requests': numbers.map(number => apiRequest(number)),
    ...Object.assign({}, ...numbers.map(requestParts)),
  };
}

describe('importing a project', () => {
  const started: Importing[] = [];
  async function start(options: Parameters<typeof startImporting>[0] = {}) {
    const importing = await startImporting(options);
    started.push(importing);
    return importing;
  }
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ server }) => server.close()));
  });

  const subjects = (store: TestStore, kind: string) =>
    [...registersOf(store.facts).keys()].filter(key =>
      key.startsWith(`${kind}:`),
    );
  const asked = ({ server }: Importing, path: string) =>
    server.requests.filter(it => it.startsWith(`${BASE}${path}`));

  it('reads every page, as `Link` says, and never from elsewhere', async () => {
    const importing = await start({ lists: many(41) });
    const store = new TestStore();
    await importing.run(store);
    expect(subjects(store, 'change')).toHaveLength(41);
    expect(asked(importing, '/merge_requests?')).toEqual(
      ['', '&page=2', '&page=3'].map(page =>
        expect.stringMatching(new RegExp(`per_page=20.*${page}$`)),
      ),
    );
    const { done, total } = store.writes.at(-1)!;
    expect(done).toBe(total);
    const progress = store.writes.map(write => write.done);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('waits as long as Retry-After says, and says so', async () => {
    const importing = await start();
    importing.server.faults.push({
      path: /\/issues/,
      status: 429,
      headers: { 'retry-after': '17' },
    });
    const store = new TestStore();
    await importing.run(store);
    expect(importing.waited).toEqual([17_000]);
    expect(subjects(store, 'issue')).toHaveLength(1);
    expect(store.writes.flatMap(({ notes }) => notes ?? [])).toContainEqual(
      expect.stringMatching(/^Waiting for GitLab's rate limit until \d{4}-/),
    );
    expect(store.notes).toEqual([]);
  });

  it('waits for a limit of which nothing remains', async () => {
    const importing = await start();
    const { server } = importing;
    const reset = server.now.getTime() / 1000 + 40;
    server.faults.push({
      path: /\/issues/,
      status: 200,
      headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': `${reset}` },
      body: [],
    });
    await importing.run(new TestStore());
    expect(importing.waited).toEqual([40_000]);
  });

  it('tries again what may pass, and ends with what does not', async () => {
    const importing = await start();
    importing.server.faults.push(
      { path: /\/issues/, status: 502 },
      { path: /\/issues/, status: 0 },
    );
    const store = new TestStore();
    await importing.run(store);
    expect(subjects(store, 'issue')).toHaveLength(1);
    importing.server.faults.push({ path: /\/issues/, status: 500, times: 4 });
    await expect(importing.run(store)).rejects.toThrow(
      'Issues could not be read: gitlab.example answered 500: a fault',
    );
  });

  it('reads the others when one kind cannot be read, and it the next time', async () => {
    const importing = await start();
    importing.server.faults.push({
      path: /\/merge_requests\?/,
      status: 500,
      times: 4,
    });
    const store = new TestStore();
    await expect(importing.run(store)).rejects.toThrow(
      'Merge requests could not be read',
    );
    expect(subjects(store, 'deployment')).toHaveLength(1);
    expect(subjects(store, 'change')).toHaveLength(0);
    await importing.run(store);
    expect(subjects(store, 'change')).toHaveLength(1);
  });

  it('goes on where it was ended, wherever that is', async () => {
    const whole = await start({ lists: many(21) });
    const expected = new TestStore();
    await whole.run(expected);
    const undisturbed = registersOf(expected.facts);
    for (let end = 1; end < expected.writes.length; end += 3) {
      const importing = await start({ lists: many(21) });
      const store = new TestStore();
      const ending = new AbortController();
      store.onWrite = count => {
        if (count === end) ending.abort(new Error('ended'));
      };
      await expect(importing.run(store, ending.signal)).rejects.toThrow(
        'ended',
      );
      store.onWrite = () => {};
      await importing.run(store);
      expect(registersOf(store.facts)).toEqual(undisturbed);
      // The project again, and nothing that was kept.
      expect(asked(importing, '/merge_requests?')).toHaveLength(2);
    }
  });

  it('says nothing new when nothing is', async () => {
    const importing = await start({ lists: many(3) });
    const store = new TestStore();
    await importing.run(store);
    const known = new Set(store.facts.map(fact => canonicalJson({ ...fact })));
    const before = store.facts.length;
    // The frequent look, and the thorough one of the next day.
    for (const later of [DAY / 24, DAY * 2]) {
      importing.server.now = new Date(importing.server.now.getTime() + later);
      await importing.run(store);
    }
    expect(store.facts.length).toBeGreaterThan(before);
    const said = store.facts.map(fact => canonicalJson({ ...fact }));
    expect(said.filter(fact => !known.has(fact))).toEqual([]);
  });

  it('reads only what changed the next time, and thoroughly once a day', async () => {
    const importing = await start();
    const { server } = importing;
    const since = (path: string) => {
      const [last] = asked(importing, path).slice(-1);
      const query = new URLSearchParams(last.split('?')[1]);
      return query.get('updated_after') ?? query.get('since');
    };
    const store = new TestStore();
    await importing.run(store);
    expect(since('/merge_requests?')).toBe('2026-01-01T00:00:00.000Z');

    server.now = new Date('2026-03-04T06:00:00Z');
    await importing.run(store);
    expect(since('/merge_requests?')).toBe('2026-03-03T23:00:00.000Z');
    expect(since('/repository/commits?')).toBe('2026-02-25T00:00:00.000Z');

    // Since the last thorough run, not since the last one.
    server.now = new Date('2026-03-05T12:00:00Z');
    await importing.run(store);
    expect(since('/issues?')).toBe('2026-03-03T23:00:00.000Z');
  });

  it('finds a release of long ago again in a thorough run only', async () => {
    const importing = await start();
    const { server } = importing;
    const store = new TestStore();
    await importing.run(store);
    const found = async (now: string) => {
      const before = store.facts.length;
      server.now = new Date(now);
      await importing.run(store);
      return store.facts
        .slice(before)
        .some(({ subject }) => subject.startsWith('artifact:'));
    };
    expect(await found('2026-03-30T00:00:00Z')).toBe(true);
    expect(await found('2026-03-30T06:00:00Z')).toBe(false);
  });

  it('brings what a webhook missed', async () => {
    const importing = await start();
    const store = new TestStore();
    await importing.run(store);
    importing.server.now = new Date('2026-03-04T06:00:00Z');
    importing.server.lists['/merge_requests'] = [
      apiRequest(12, {
        title: 'Round all totals',
        updated_at: '2026-03-04T05:00:00Z',
      }),
    ];
    await importing.run(store);
    const change = registersOf(store.facts).get(`change:${NAME}#12`)!;
    expect(change.title.value).toBe('Round all totals');
  });

  it.each([403, 404])(
    'leaves out what answers %s, with a note, until it may be read',
    async status => {
      const importing = await start();
      importing.server.faults.push({ path: /\/deployments/, status });
      const store = new TestStore();
      await importing.run(store);
      expect(store.notes).toEqual([
        'Deployments cannot be read: the token needs the scope read_api and the role Reporter, or the project has none. Missing because of that: what runs where, and since when.',
      ]);
      importing.server.now = new Date('2026-03-04T06:00:00Z');
      await importing.run(store);
      expect(store.notes).toEqual([]);
      // From the beginning, though the others are read since the last run.
      expect(asked(importing, '/deployments').at(-1)).toContain(
        'updated_after=2026-01-01',
      );
    },
  );

  it('reads a merge request without what of it may not be read', async () => {
    const lists = many(2);
    delete lists['/merge_requests/2/approvals'];
    delete lists['/merge_requests/2/diffs'];
    delete lists['/merge_requests/1/diffs'];
    const importing = await start({ lists });
    const store = new TestStore();
    await importing.run(store);
    expect(subjects(store, 'change')).toHaveLength(2);
    expect(store.notes).toEqual([
      'Approvals could not be read of !2.',
      'Not all changed files were read of !2 and 1 more.',
    ]);
  });

  it('asks when an issue was closed only where it may have been', async () => {
    const lists = world();
    const [issue] = lists['/issues'] as Item[];
    lists['/issues'] = [
      { ...issue, iid: 5, updated_at: issue.created_at },
      { ...issue, iid: 4 },
      issue,
    ];
    const importing = await start({ lists });
    const store = new TestStore();
    await importing.run(store);
    expect(asked(importing, '/issues/5')).toEqual([]);
    expect(subjects(store, 'issue')).toHaveLength(3);
    expect(store.notes).toEqual([
      'When it was closed or opened again could not be read, or not all of it, of #4.',
    ]);
  });

  it('leaves out what it cannot understand, and counts it', async () => {
    const lists = world();
    lists['/issues'] = [
      { iid: 5, title: 7, updated_at: '2026-03-01T00:00:00Z' },
      ...(lists['/issues'] as []),
    ];
    const importing = await start({ lists });
    const store = new TestStore();
    await importing.run(store);
    expect(subjects(store, 'issue')).toHaveLength(1);
    expect(store.notes).toEqual([
      'Not understood, and left out: 1, the first of them #5: title expected string, received number.',
    ]);
  });

  it('reads the jobs of so many pipelines, the latest ones', async () => {
    const lists = world();
    lists['/pipelines'] = [31, 30, 29].map(id => apiPipeline(id));
    const importing = await start({
      lists,
      gitlab: { import: { pipelines: 1 } },
    });
    const store = new TestStore();
    await importing.run(store);
    expect(asked(importing, '/pipelines/')).toHaveLength(2);
    expect(subjects(store, 'pipelineRun')).toHaveLength(4);
    expect(store.notes).toEqual([
      'Jobs were not read, or not all of them, of pipeline 30 and 1 more.',
    ]);
  });

  it('reads no further back than it is told', async () => {
    const lists = world();
    lists['/repository/tags'] = [
      ...(lists['/repository/tags'] as []),
      {
        name: 'v0.1.0',
        commit: { id: hash('9'), committed_date: '2025-12-31T23:00:00Z' },
      },
    ];
    const importing = await start({ lists });
    const store = new TestStore();
    await importing.run(store);
    expect(subjects(store, 'artifact')).toEqual([`artifact:${NAME}@v1.4.0`]);
  });

  it('does not ask for what the project does not have', async () => {
    const importing = await start({
      project: {
        ...API_PROJECT,
        default_branch: null,
        issues_enabled: false,
        jobs_enabled: false,
      },
    });
    const store = new TestStore();
    await importing.run(store);
    for (const path of ['/repository', '/issues', '/pipelines']) {
      expect(asked(importing, path)).toEqual([]);
    }
    expect(store.notes).toEqual([]);
  });

  it('takes the head for what a fast-forward landed as, and the squash', async () => {
    const lists = many(2);
    lists['/merge_requests'] = [
      apiRequest(2, { merge_commit_sha: null }),
      apiRequest(1, { squash_commit_sha: hash('b') }),
    ];
    const importing = await start({ lists });
    const store = new TestStore();
    await importing.run(store);
    const registers = registersOf(store.facts);
    expect(registers.get(`change:${NAME}#2`)!.mergeSha.value).toBe(hash('a'));
    expect(registers.get(`change:${NAME}#1`)!.mergeSha.value).toBe(hash('b'));
  });

  it('says how GitLab calls a project now', async () => {
    const importing = await start({
      project: { ...API_PROJECT, archived: true },
    });
    importing.server.project.path_with_namespace = 'Shop/Till';
    const store = new TestStore();
    await importing.run(store);
    expect(store.notes).toEqual([
      expect.stringMatching(
        /^On GitLab gitlab\.example\/shop\/web\/checkout is now gitlab\.example\/shop\/till\./,
      ),
      'It is archived on GitLab: nothing new will come.',
    ]);
    expect(subjects(store, 'change')).toEqual([`change:${NAME}#12`]);
  });

  it.each([
    [401, 'GitLab does not take the token of integrations.gitlab'],
    [404, 'GitLab has no gitlab.example/shop/web/checkout that this token may'],
    [200, 'gitlab.example gave a project that is none: id: Invalid input'],
  ])('ends when the project answers %s', async (status, message) => {
    const importing = await start();
    const path = /\/projects\/shop/;
    importing.server.faults.push({ path, status, body: { id: 'x' } });
    const store = new TestStore();
    await expect(importing.run(store)).rejects.toThrow(message);
    expect(store.facts).toEqual([]);
  });

  it('ends when the project goes away meanwhile, and keeps what it has', async () => {
    const importing = await start();
    const store = new TestStore();
    store.onWrite = count => {
      if (count !== 2) return;
      importing.server.faults.push({ path: /./, status: 404, times: 99 });
    };
    await expect(importing.run(store)).rejects.toThrow(
      'GitLab has no gitlab.example/shop/web/checkout that this token may see',
    );
    expect(subjects(store, 'change')).toHaveLength(1);
  });

  it('does not send its token to where an answer leads', async () => {
    const importing = await start();
    const elsewhere = await start();
    // Another origin; the same one would get it again.
    const location = elsewhere.server.url.replace('127.0.0.1', 'localhost');
    importing.server.faults.push({
      path: /\/projects\/shop/,
      status: 302,
      headers: {
        location: `${location}/api/v4/projects/shop%2Fweb%2Fcheckout`,
      },
    });
    await expect(importing.run(new TestStore())).rejects.toThrow(
      'GitLab does not take the token',
    );
    expect(elsewhere.server.requests).toHaveLength(1);
  });

  it('takes parents from the default branch, not from requests', async () => {
    const lists = world();
    lists['/repository/commits'] = [
      apiCommit('a', { parent_ids: [hash('9')] }),
    ];
    const importing = await start({ lists });
    const store = new TestStore();
    await importing.run(store);
    expect(
      registersOf(store.facts).get(`commit:${NAME}@${hash('a')}`),
    ).toMatchObject({
      parents: { value: [hash('9')] },
      onDefaultBranch: { value: true },
      // Of the whole request, as its only commit.
      paths: { value: ['src/new.ts', 'src/old.ts'] },
    });
  });
});
