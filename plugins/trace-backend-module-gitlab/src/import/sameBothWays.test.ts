import {
  collection,
  Fact,
  Registers,
  TransitionAttributes,
} from '@throughline/plugin-trace-common';
import {
  kindsWhere,
  registersOf,
  TestStore,
} from '@throughline/test-kit/imports';
import { factsOf } from '../__testUtils__/deliver';
import {
  BEN,
  deploymentEvent,
  hash,
  issueEvent,
  mergeRequestEvent,
  noteEvent,
  pipelineEvent,
  pushCommit,
  pushEvent,
  releaseEvent,
  tagEvent,
} from '../__testUtils__/payloads';
import { startImporting } from './__testUtils__/importing';

/** Everything that happened to the project, with when it was heard of. */
const HEARD: Array<[Parameters<typeof factsOf>[0], string]> = [
  [
    issueEvent('close', {
      state: 'closed',
      // An instant before the event that the API lists.
      updated_at: '2026-02-27 09:00:00 UTC',
      closed_at: '2026-02-27 09:00:00 UTC',
    }),
    '2026-02-27T09:00:02Z',
  ],
  [issueEvent('reopen'), '2026-02-28T08:00:01Z'],
  [mergeRequestEvent('open'), '2026-03-01T09:00:01Z'],
  [pipelineEvent(), '2026-03-01T09:06:01Z'],
  [noteEvent(), '2026-03-01T09:30:01Z'],
  [
    mergeRequestEvent(
      'approved',
      { updated_at: '2026-03-01 09:30:00 UTC' },
      { user: BEN },
    ),
    '2026-03-01T09:50:01Z',
  ],
  [
    mergeRequestEvent('merge', {
      state: 'merged',
      updated_at: '2026-03-02 10:00:00 UTC',
      merge_commit_sha: hash('c'),
    }),
    '2026-03-02T10:00:01Z',
  ],
  [
    pushEvent([
      pushCommit('a'),
      pushCommit('c', {
        timestamp: '2026-03-02T11:00:00+01:00',
        added: [],
        modified: [],
      }),
    ]),
    '2026-03-02T10:00:02Z',
  ],
  [
    deploymentEvent({
      status: 'running',
      status_changed_at: '2026-03-02 10:58:00 +0200',
    }),
    '2026-03-02T08:58:01Z',
  ],
  [deploymentEvent(), '2026-03-02T09:00:01Z'],
  [tagEvent(), '2026-03-03T12:00:01Z'],
  [releaseEvent('create'), '2026-03-03T12:30:01Z'],
];

type Subjects = Map<string, Registers>;

describe('the same project by webhooks and by the API', () => {
  let hooks: Fact[];
  let api: Fact[];
  let byHooks: Subjects;
  let byApi: Subjects;
  let byBoth: Subjects;

  beforeAll(async () => {
    const { server, run } = await startImporting();
    const store = new TestStore();
    try {
      await run(store);
    } finally {
      await server.close();
    }
    api = store.facts;
    hooks = (
      await Promise.all(HEARD.map(([payload, at]) => factsOf(payload, {}, at)))
    ).flat();
    byHooks = registersOf(hooks);
    byApi = registersOf(api);
    byBoth = registersOf([...hooks, ...api]);
  });

  it('is of the same nodes', () => {
    expect([...byApi.keys()]).toEqual([...byHooks.keys()]);
    expect(byApi.size).toBe(8);
  });

  it('says the same of what both know, but for when it was heard', () => {
    const differs = (mine: string, others: string | undefined) =>
      others !== undefined && mine !== others;
    // A webhook does not say when somebody approved, but which commit.
    // An issue is closed an instant before the event of it is.
    expect(kindsWhere(byApi, byHooks, differs)).toEqual([
      'change.review',
      'issue.transition',
    ]);
  });

  it('has the same merged state of the merge request in either order', () => {
    const key = [...byBoth.keys()].find(it => it.startsWith('change:'))!;
    expect(registersOf([...api, ...hooks])).toEqual(byBoth);
    const valuesOf = (subjects: Subjects) =>
      Object.fromEntries(
        Object.entries(subjects.get(key)!)
          .filter(([name]) => !name.startsWith('review:verdict'))
          .map(([name, { value }]) => [name, value]),
      );
    const { commits, changedFiles, paths, pathsTruncated, ...both } =
      valuesOf(byBoth);
    expect(both).toEqual(valuesOf(byHooks));
    expect(valuesOf(byApi)).toEqual(valuesOf(byBoth));
    expect({ commits, changedFiles, paths, pathsTruncated }).toEqual({
      commits: 1,
      changedFiles: 2,
      paths: ['src/new.ts', 'src/old.ts'],
      pathsTruncated: false,
    });
    expect(both).toMatchObject({
      state: 'merged',
      mergeSha: hash('c'),
      mergedAt: '2026-03-02T10:00:00.000Z',
      'review:note-1244': { state: 'commented' },
    });
  });

  it('keeps together what webhooks told, but for better times', () => {
    expect(
      kindsWhere(byHooks, byBoth, (mine, merged) => mine !== merged),
    ).toEqual(['issue.transition']);
    const [closed, opened] = collection<TransitionAttributes>(
      [...byBoth].find(([key]) => key.startsWith('issue:'))![1],
      'transition',
    );
    expect(closed.value.at).toBe('2026-02-27T09:00:01.000Z');
    expect(opened.value).toEqual({
      ...{ from: 'closed', to: 'opened', at: '2026-02-28T08:00:00.000Z' },
    });
  });

  it('knows together what only the API does', () => {
    expect(kindsWhere(byApi, byHooks, (_, others) => !others)).toEqual([
      'change.changedFiles',
      'change.commits',
      'change.paths',
      'change.pathsTruncated',
      'commit.authoredAt',
      'commit.fingerprint',
      'commit.parents',
      'commit.paths',
      'commit.pathsTruncated',
      'deployment.ref',
    ]);
  });

  it('leaves no e-mail address in any fact', () => {
    expect(JSON.stringify([api, hooks])).not.toMatch(
      /[\w.+-]+@[\w-]+\.[a-z]{2,}/i,
    );
  });
});
