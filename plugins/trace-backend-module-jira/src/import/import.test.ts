import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';
import { TestStore } from '@throughline/test-kit/imports';
import { factsOf, statesOf } from '../__testUtils__/deliver';
import { item, status, ticket } from '../__testUtils__/payloads';
import { changeTime } from '../schemas';
import { runImport } from './__testUtils__/importing';
import {
  JiraServer,
  ServedTicket,
  startJiraServer,
} from './__testUtils__/jiraServer';

const KINDS = ['cloud', 'data-center'] as const;
const MINUTE = 60_000;

/** So many minutes ago. */
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * MINUTE).toISOString();

/** A change of the status, as the API lists it. */
function history(id: number, created: string, from: string, to: string) {
  return { id: String(id), created, items: [item('status', from, to)] };
}

/** `PAY-1` … , the last one changed last, so many minutes apart. */
function someTickets(count: number, apart = 1): ServedTicket[] {
  return Array.from({ length: count }, (_, index) => {
    const updated = ago((count - index) * apart);
    const { updated: _time, ...fields } = ticket().fields as JsonObject;
    return {
      key: `PAY-${index + 1}`,
      updated,
      fields: { ...fields, status: status('In Progress') },
      histories: [history(index, updated, 'To Do', 'In Progress')],
    };
  });
}

const subjects = (facts: Fact[]) => [
  ...new Set(facts.map(({ subject }) => subject)),
];

describe.each(KINDS)('the import of a project of %s', kind => {
  let server: JiraServer;
  let store: TestStore;
  const run = (more: Partial<Parameters<typeof runImport>[2]> = {}) =>
    runImport(server, store, { kind, ...more });

  beforeEach(async () => {
    // Pages as large as what they have in common, and a little more.
    server = await startJiraServer(kind, 12);
    store = new TestStore();
  });
  afterEach(() => server.close());

  it('reads all its pages, the newest first', async () => {
    server.tickets = [
      ...someTickets(30),
      { ...someTickets(1)[0], key: 'OPS-1' },
    ];
    await run();
    expect(subjects(store.facts)).toEqual(
      Array.from({ length: 30 }, (_, index) => `issue:PAY-${30 - index}`),
    );
    expect(statesOf(store.facts)['issue:PAY-7']).toMatchObject({
      title: 'Captures fail',
      url: `${server.url}/browse/PAY-7`,
      status: 'In Progress',
      'transition:6': { from: 'To Do', to: 'In Progress' },
    });
    expect(store.writes.at(-1)).toEqual({ done: 30, total: 30, notes: [] });
    expect(new Set(server.asked.map(it => it.authorization))).toEqual(
      new Set([
        kind === 'cloud'
          ? 'Basic Ym90QG1hZGUtdXAuZXhhbXBsZTpzZWNyZXQ='
          : 'Bearer secret',
      ]),
    );
    expect(JSON.stringify(store)).not.toMatch(/secret|Made-Up|Words/);
  });

  it('goes on where it was stopped', async () => {
    server.tickets = someTickets(30);
    const stop = new AbortController();
    store.onWrite = () => stop.abort(new Error('stopped'));
    await expect(run({ signal: stop.signal })).rejects.toThrow('stopped');
    expect(subjects(store.facts)).toHaveLength(12);
    store.onWrite = () => {};
    const before = store.facts.length;
    await run();
    expect(subjects(store.facts)).toHaveLength(30);
    // Not from the beginning.
    expect(subjects(store.facts.slice(before))).not.toContain('issue:PAY-30');
  });

  it('loses none that is changed, or goes, while it reads', async () => {
    // Days apart, so that the second run reads only what is new.
    server.tickets = someTickets(40, 24 * 60);
    const all = subjects(
      server.tickets.map(({ key }) => ({ subject: `issue:${key}` } as Fact)),
    );
    server.onPage = page => {
      if (page === 2) {
        server.tickets[2].updated = ago(0);
        // Where the token of a page points to then is Cloud's own business.
        if (kind === 'data-center') server.tickets.splice(38, 2);
      }
    };
    await run();
    server.onPage = () => {};
    await run();
    expect(subjects(store.facts).sort()).toEqual(all.sort());
  });

  it('says nothing new the second time', async () => {
    server.tickets = someTickets(9);
    await run();
    const once = statesOf(store.facts);
    await run();
    expect(statesOf(store.facts)).toEqual(once);
  });

  it('then reads what is new, and once a day what was new since', async () => {
    const days = (count: number) => ago(count * 24 * 60);
    server.tickets = someTickets(4).map((it, index) => ({
      ...it,
      updated: days(index * 3 + 1),
    }));
    await run();
    const readSince = async (completed: string, thorough: string) => {
      store = new TestStore();
      store.checkpoint = {
        version: 1,
        completedAt: completed,
        thoroughAt: thorough,
      };
      await run();
      return subjects(store.facts).length;
    };
    expect(subjects(store.facts)).toHaveLength(4);
    expect(await readSince(ago(60), ago(120))).toBe(0);
    expect(await readSince(days(2), days(0.5))).toBe(1);
    expect(await readSince(ago(60), days(4))).toBe(2);
  });

  it('reads as far back as the config says, also when it says more', async () => {
    server.tickets = someTickets(2).map((it, index) => ({
      ...it,
      updated: ago((index * 100 + 1) * 24 * 60),
    }));
    await run();
    expect(subjects(store.facts)).toHaveLength(1);
    const since = ago(200 * 24 * 60).slice(0, 10);
    await run({ site: { since } });
    expect(subjects(store.facts)).toHaveLength(2);
  });

  it('waits for as long as Jira asks', async () => {
    server.tickets = someTickets(1);
    server.instead = [
      { status: 429, headers: { 'retry-after': '30' } },
      'break',
      { status: 503 },
    ];
    const waited: number[] = [];
    await run({ waited });
    expect(waited).toEqual([30_000]);
    expect(store.writes[0].notes![0]).toMatch(/^Waiting for Jira's rate limit/);
    expect(subjects(store.facts)).toEqual(['issue:PAY-1']);
    expect(store.notes).toEqual([]);
  });

  it.each([
    [401, 'does not take the credentials of trace.jira.sites'],
    [403, 'does not allow this to the credentials'],
    [302, 'answers with a redirect'],
    [404, 'has no project PAY that these credentials may see'],
    [400, 'does not understand what it is asked: Made-up reason 400'],
    [418, 'answers with status 418'],
  ])('ends at once when it is answered %s', async (answer, message) => {
    server.tickets = someTickets(1);
    server.instead = [{ status: answer }];
    await expect(run()).rejects.toThrow(message);
    expect(server.asked).toHaveLength(1);
  });

  it('leaves out what it cannot understand, and says so', async () => {
    server.tickets = someTickets(3);
    server.tickets[1].fields.labels = ['x', { secret: 1 }];
    await run();
    expect(subjects(store.facts)).toEqual(['issue:PAY-3', 'issue:PAY-1']);
    expect(store.notes).toEqual([
      expect.stringMatching(
        /^Not understood, and left out: 1, the first of them PAY-2: fields\.labels\[1\] expected string, received object\.$/i,
      ),
    ]);
  });

  it('says the same as webhooks did', async () => {
    const created = ago(300);
    const moves: Array<[string, string, string]> = [
      [ago(200), 'To Do', 'In Progress'],
      [ago(150), 'In Progress', 'Done'],
      [ago(100), 'Done', 'In Progress'],
      [ago(50), 'In Progress', 'Done'],
    ];
    const key = 'PAY-812';
    const fieldsAt = (updated: string, name: string): JsonObject => ({
      created,
      updated,
      status: status(name),
      resolutiondate: name === 'Done' ? updated : null,
    });
    const event = (
      what: string,
      fields: JsonObject,
      changelog?: JsonObject,
    ) => ({
      webhookEvent: `jira:issue_${what}`,
      timestamp: Date.now(),
      issue: ticket({ key, site: server.url, fields }),
      ...(changelog && { changelog }),
    });
    const told = [
      event('created', fieldsAt(created, 'To Do'), {
        id: '1',
        items: [item('status', null, 'To Do')],
      }),
      ...moves.map(([at, from, to], index) =>
        event('updated', fieldsAt(at, to), {
          id: String(index + 2),
          items: [item('status', from, to)],
        }),
      ),
    ];
    const byHooks = (await Promise.all(told.map(it => factsOf(it)))).flat();

    const last = fieldsAt(moves[3][0], 'Done');
    server.tickets = [
      {
        key,
        updated: moves[3][0],
        fields: {
          ...(ticket({ key, fields: last }).fields as JsonObject),
        },
        histories: moves.map(([at, from, to], index) =>
          history(index + 2, at, from, to),
        ),
      },
    ];
    await run();
    const byApi = statesOf(store.facts);
    expect(byApi).toEqual(statesOf(byHooks));
    expect(Object.keys(byApi[`issue:${key}`])).toHaveLength(16);
    expect(statesOf([...byHooks, ...store.facts])).toEqual(byApi);
    expect(statesOf([...store.facts, ...byHooks])).toEqual(byApi);
  });

  it('takes the time of a change from its history', async () => {
    const [served] = someTickets(1);
    const hook = {
      webhookEvent: 'jira:issue_updated',
      timestamp: Date.now(),
      issue: ticket({
        key: served.key,
        site: server.url,
        fields: { updated: ago(0) },
      }),
      changelog: { id: '0', items: [item('status', 'To Do', 'In Progress')] },
    };
    server.tickets = [served];
    await run();
    const both = [...store.facts, ...(await factsOf(hook))];
    expect(statesOf(both)['issue:PAY-1']).toMatchObject({
      'transition:0': { at: served.updated },
    });
  });

  it('says of a former key what the ticket is called now', async () => {
    const [served] = someTickets(1);
    const movedAt = ago(500);
    const { key } = served;
    const moved = {
      id: '77',
      created: movedAt,
      items: [item('Key', 'PAY-99', key)],
    };
    const told = await factsOf({
      webhookEvent: 'jira:issue_updated',
      timestamp: Date.now(),
      issue: ticket({ key, site: server.url, fields: { updated: movedAt } }),
      changelog: moved,
    });
    expect(statesOf(told)['issue:PAY-99']).toMatchObject({
      title: 'Captures fail',
      url: `${server.url}/browse/PAY-99`,
    });
    server.tickets = [
      {
        ...served,
        fields: { ...served.fields, summary: 'A new title', security: {} },
        histories: [moved],
      },
    ];
    await run();
    expect(statesOf([...told, ...store.facts])['issue:PAY-99']).toMatchObject({
      title: 'A new title',
      restricted: true,
      state: 'closed',
    });
  });

  it('closes the keys that a ticket had', async () => {
    const [served] = someTickets(1);
    const movedAt = ago(500);
    const moved = { id: '77', created: movedAt, items: [] as JsonObject[] };
    moved.items.push(item('Key', 'OPS-5', served.key));
    server.tickets = [{ ...served, histories: [moved] }];
    await run();
    expect(statesOf(store.facts)['issue:OPS-5']).toMatchObject({
      title: 'OPS-5',
      state: 'closed',
      closedAt: movedAt,
      restricted: true,
    });
  });
});

describe('what only Jira Cloud does', () => {
  let server: JiraServer;
  const store = new TestStore();
  beforeAll(async () => {
    server = await startJiraServer('cloud', 2);
  });
  afterAll(() => server.close());

  const transitionsOf = (key: string) =>
    Object.keys(statesOf(store.facts)[`issue:${key}`]).filter(name =>
      name.startsWith('transition:'),
    );
  const moves = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      history(from + index, ago(50 - index), `S${index}`, `S${index + 1}`),
    );

  it('lists changes of all tickets of a page at once, page by page', async () => {
    const [first, second] = someTickets(2);
    server.tickets = [
      { ...first, histories: moves(0, 3) },
      { ...second, histories: moves(10, 2) },
    ];
    server.strays = [
      { ...first, key: 'OPS-1', histories: [history(99, ago(1), 'A', 'B')] },
    ];
    // The project, the tickets, the first changes, and then too much of it.
    const wait = { status: 429, headers: { 'retry-after': '12' } };
    server.instead = ['pass', 'pass', 'pass', wait];
    const waited: number[] = [];
    await runImport(server, store, { kind: 'cloud', waited });
    expect(waited).toEqual([12_000]);
    expect(transitionsOf('PAY-1')).toHaveLength(3);
    expect(transitionsOf('PAY-2')).toHaveLength(2);
    expect(statesOf(store.facts)['issue:PAY-2']['transition:10']).toEqual({
      ...{ from: 'S0', to: 'S1', at: server.tickets[1].histories[0].created },
    });

    const bulk = server.asked.filter(({ path }) => /bulkfetch/.test(path));
    expect(bulk.map(({ body }) => body!.nextPageToken)).toEqual([
      ...[undefined, '2', '2', '4'],
    ]);
    // Nothing of a project that is not listed is asked for.
    for (const { body } of bulk) {
      expect(body!.issueIdsOrKeys).toEqual(['102', '101']);
    }
    server.strays = [];
  });

  it('asks for no changes of no tickets', async () => {
    server.tickets = someTickets(1).map(it => ({ ...it, updated: ago(1e6) }));
    server.asked = [];
    await runImport(server, new TestStore(), { kind: 'cloud' });
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/rest/api/3/project/PAY',
      '/rest/api/3/search/jql',
    ]);
  });

  it.each([
    [
      { issueChangeLogs: [{ issueId: '101', changeHistories: 7 }] },
      'understood: issueChangeLogs[0].changeHistories expected array',
    ],
    [[], 'understood: the answer expected object'],
  ])('ends with the place of what it cannot understand', async (body, says) => {
    server.tickets = someTickets(1);
    server.instead = ['pass', 'pass', { status: 200, body }];
    const importing = runImport(server, new TestStore(), { kind: 'cloud' });
    await expect(importing).rejects.toThrow(says);
  });

  it.each([
    [1492070429, '2017-04-13T08:00:29.000Z'],
    [1492070429123, '2017-04-13T08:00:29.123Z'],
    ['2017-04-13T10:00:29.123+0200', '2017-04-13T08:00:29.123Z'],
  ])('reads when a change was from %s', (given, expected) => {
    expect(changeTime.parse(given)).toBe(expected);
  });

  it('begins anew when the token for the next page has expired', async () => {
    const own = new TestStore();
    server.tickets = someTickets(5);
    const stop = new AbortController();
    own.onWrite = () => stop.abort(new Error('stopped'));
    await expect(
      runImport(server, own, { kind: 'cloud', signal: stop.signal }),
    ).rejects.toThrow('stopped');
    own.onWrite = () => {};
    own.checkpoint = JSON.parse(
      JSON.stringify(own.checkpoint).replace(/token-\d+/, 'token-expired'),
    );
    await runImport(server, own, { kind: 'cloud' });
    expect(subjects(own.facts)).toHaveLength(5);
    expect(own.writes.at(-1)).toMatchObject({ done: 5, total: 5 });
  });
});

it('says where Jira Data Center lists not all changes', async () => {
  const server = await startJiraServer('data-center', 2);
  const store = new TestStore();
  try {
    const [served] = someTickets(1);
    const changes = [
      history(1, ago(9), 'To Do', 'In Progress'),
      history(2, ago(8), 'In Progress', 'Done'),
    ];
    server.tickets = [{ ...served, histories: changes }];
    server.changesListed = 1;
    await runImport(server, store, { kind: 'data-center' });
    expect(store.notes).toEqual([
      'Jira lists only some of the changes of 1 tickets: their earlier status is missing.',
    ]);
  } finally {
    await server.close();
  }
});
