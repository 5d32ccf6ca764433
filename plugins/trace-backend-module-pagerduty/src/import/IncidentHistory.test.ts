import { TestStore } from '@throughline/test-kit/imports';
import {
  FakePagerduty,
  listedIncident,
  logEntry,
} from '../__testUtils__/fakePagerduty';
import {
  historyOf,
  incidentsIn,
  quickTiming,
  TOKEN,
} from '../__testUtils__/importing';
import { event, sent } from '../__testUtils__/webhooks';

const day = (of: number) => `2026-02-${String(of).padStart(2, '0')}`;

describe('the import of incidents', () => {
  let pagerduty: FakePagerduty;
  let url: string;

  beforeEach(async () => {
    pagerduty = new FakePagerduty(TOKEN);
    url = await pagerduty.start();
  });
  afterEach(() => pagerduty.stop());

  it('reads what they are, and when they were acknowledged and over', async () => {
    pagerduty.incidents = [
      listedIncident('P1'),
      listedIncident('P2', {
        status: 'acknowledged',
        resolved_at: null,
        last_status_change_at: '2026-02-21T10:10:00Z',
        created_at: '2025-01-01T00:00:00Z',
        acknowledgements: [{ at: '2026-02-21T10:10:00Z' }],
      }),
    ];
    pagerduty.entries = [
      logEntry('resolve', 'P1', '2026-02-20T11:00:00Z'),
      logEntry('acknowledge', 'P1', '2026-02-20T10:20:00Z'),
      logEntry('acknowledge', 'P1', '2026-02-20T10:07:00Z'),
      logEntry('notify', 'P1', '2026-02-20T10:00:01Z'),
    ];
    const store = new TestStore();
    await historyOf(url).run(store.context());
    const described = {
      key: '#1234',
      title: 'Carts are empty',
      urgency: 'high',
      services: ['pagerduty:PF9KMXH'],
    };
    expect(incidentsIn(store)).toEqual({
      P1: {
        ...described,
        url: 'https://acme.pagerduty.com/incidents/P1',
        state: 'closed',
        createdAt: '2026-02-20T10:00:00.000Z',
        acknowledgedAt: '2026-02-20T10:07:00.000Z',
        closedAt: '2026-02-20T11:00:00.000Z',
      },
      // Open, and from long before the first window.
      P2: {
        ...described,
        url: 'https://acme.pagerduty.com/incidents/P2',
        state: 'open',
        createdAt: '2025-01-01T00:00:00.000Z',
        acknowledgedAt: '2026-02-21T10:10:00.000Z',
      },
    });
    expect(JSON.stringify(store.facts)).not.toMatch(/Person|PXPGF42/);
  });

  it('asks for windows of a month, of the teams that are named', async () => {
    await historyOf(url, { teams: ['PQ9K7I8'] }).run(new TestStore().context());
    const asked = pagerduty.asked.map(({ pathname, searchParams }) => [
      pathname,
      searchParams.get('since'),
      searchParams.get('until'),
    ]);
    expect(asked).toEqual([
      ['/incidents', null, null],
      ...['/incidents', '/log_entries'].flatMap(path => [
        [path, '2026-01-30T11:59:59.000Z', '2026-03-01T12:00:00.000Z'],
        [path, '2025-12-31T11:59:59.000Z', '2026-01-30T12:00:00.000Z'],
        [path, '2025-12-01T12:00:00.000Z', '2025-12-31T12:00:00.000Z'],
      ]),
    ]);
    for (const { searchParams } of pagerduty.asked) {
      expect(searchParams.getAll('team_ids[]')).toEqual(['PQ9K7I8']);
    }
  });

  it('moves the window where a list is longer than can be read', async () => {
    const reach = 200;
    pagerduty.reach = reach;
    const start = Date.parse('2026-02-10T00:00:00Z');
    pagerduty.incidents = Array.from({ length: 450 }, (_, index) =>
      listedIncident(`P${index}`, {
        // All within minutes: no window of days would do.
        created_at: new Date(start + index * 1000).toISOString(),
      }),
    );
    const store = new TestStore();
    await historyOf(url, { days: 30, reach }).run(store.context());
    expect(Object.keys(incidentsIn(store))).toHaveLength(450);
    expect(store.writes.flatMap(({ notes }) => notes)).toEqual([]);
    // Told by the first page that there are too many, it reads no further.
    const offsets = pagerduty.asked.map(of => of.searchParams.get('offset'));
    expect(offsets.slice(0, 3)).toEqual(['0', '0', '0']);
  });

  it('does so as well where PagerDuty does not count', async () => {
    pagerduty.reach = 200;
    pagerduty.counts = false;
    pagerduty.incidents = Array.from({ length: 250 }, (_, index) =>
      listedIncident(`P${index}`, {
        created_at: `2026-02-${10 + (index % 10)}T10:00:00Z`,
      }),
    );
    const store = new TestStore();
    await historyOf(url, { reach: 200 }).run(store.context());
    expect(Object.keys(incidentsIn(store))).toHaveLength(250);
    expect(store.writes.flatMap(({ notes }) => notes)).toEqual([]);
  });

  it('says what cannot be read because there is no shorter window', async () => {
    pagerduty.reach = 200;
    pagerduty.incidents = Array.from({ length: 250 }, (_, index) =>
      listedIncident(`P${index}`, {
        created_at: '2020-01-01T00:00:00Z',
        status: 'triggered',
        resolved_at: null,
      }),
    );
    const store = new TestStore();
    await historyOf(url, { days: 1, reach: 200 }).run(store.context());
    expect(Object.keys(incidentsIn(store))).toHaveLength(200);
    expect(store.notes).toEqual([
      'PagerDuty lists no more than 200 at once; of those that are open the others were not read',
    ]);
    expect(store.checkpoint).toMatchObject({ readUntil: expect.anything() });
  });

  it('goes on from where it was ended, and ends where one in one go does', async () => {
    pagerduty.incidents = Array.from({ length: 450 }, (_, index) =>
      listedIncident(`P${index}`, {
        created_at: `${day(1 + (index % 28))}T08:00:00Z`,
      }),
    );
    pagerduty.entries = pagerduty.incidents.map(({ id }) =>
      logEntry('acknowledge', id, `${day(28)}T09:00:00Z`),
    );
    const whole = new TestStore();
    await historyOf(url).run(whole.context());
    const questions = pagerduty.asked.length;

    const killed = new TestStore();
    for (const failAt of [1, 3, 6, 9, 13]) {
      killed.failAt = failAt;
      await expect(historyOf(url).run(killed.context())).rejects.toThrow(
        'killed',
      );
    }
    killed.failAt = Infinity;
    await historyOf(url).run(killed.context());
    expect(incidentsIn(killed)).toEqual(incidentsIn(whole));
    expect(killed.checkpoint).toEqual(whole.checkpoint);
    // A page is read again only where its write was lost.
    expect(pagerduty.asked.length).toBe(2 * questions + 5);
  });

  it('reads what happened since, to old ones as well', async () => {
    pagerduty.incidents = [
      listedIncident('P1', {
        status: 'triggered',
        resolved_at: null,
        last_status_change_at: '2026-02-20T10:00:00Z',
      }),
      listedIncident('P2'),
    ];
    const store = new TestStore();
    await historyOf(url).run(store.context());
    pagerduty.asked.length = 0;
    // P1 is over and P2 is open again; no webhook said so. P3 is new.
    pagerduty.incidents = [
      listedIncident('P2', {
        status: 'triggered',
        resolved_at: null,
        last_status_change_at: '2026-03-01T12:40:00Z',
        updated_at: '2026-03-01T12:40:00Z',
      }),
      listedIncident('P3', { created_at: '2026-03-01T12:50:00Z' }),
    ];
    pagerduty.entries = [logEntry('resolve', 'P1', '2026-03-01T12:30:00Z')];
    await historyOf(url, { now: '2026-03-01T13:00:00.000Z' }).run(
      store.context(),
    );
    expect(incidentsIn(store)).toMatchObject({
      P1: { state: 'closed', closedAt: '2026-03-01T12:30:00.000Z' },
      P2: { state: 'open' },
      P3: { createdAt: '2026-03-01T12:50:00.000Z' },
    });
    expect(incidentsIn(store).P2.closedAt).toBeUndefined();
    // An hour before what the last run had read, and no more.
    expect(
      pagerduty.asked.slice(1).map(of => of.searchParams.get('since')),
    ).toEqual(['2026-03-01T11:00:00.000Z', '2026-03-01T11:00:00.000Z']);
  });

  it('speaks of the same incidents as webhooks do', async () => {
    pagerduty.incidents = [listedIncident('PGR0VU2')];
    const store = new TestStore();
    await historyOf(url).run(store.context());
    const later = await sent(event('reopened', '10:00', 'triggered'));
    store.facts.push(...(later.outcome === 'facts' ? later.facts : []));
    expect(Object.keys(incidentsIn(store))).toEqual(['PGR0VU2']);
    expect(incidentsIn(store).PGR0VU2).toMatchObject({
      state: 'open',
      key: '#4711',
    });
  });

  it('goes on without what it cannot read, and says so', async () => {
    pagerduty.incidents = [
      listedIncident('P1', {
        created_at: '2026-02-20T10:00:00Z',
        status: 'merged',
      }),
      listedIncident('P2'),
    ];
    const store = new TestStore();
    await historyOf(url).run(store.context());
    expect(Object.keys(incidentsIn(store))).toEqual(['P2']);
    expect(store.notes).toEqual([
      'Incident P1 could not be read: status should be one of triggered, acknowledged, resolved',
    ]);
  });

  it('begins anew where a checkpoint is of no use', async () => {
    pagerduty.incidents = [listedIncident('P1')];
    const store = new TestStore();
    store.checkpoint = { run: { steps: 'all' } };
    await historyOf(url).run(store.context());
    expect(Object.keys(incidentsIn(store))).toEqual(['P1']);
  });
});

describe('an answer that is none', () => {
  let pagerduty: FakePagerduty;
  let url: string;

  beforeEach(async () => {
    pagerduty = new FakePagerduty(TOKEN);
    pagerduty.incidents = [listedIncident('P1')];
    url = await pagerduty.start();
  });
  afterEach(() => pagerduty.stop());

  it('is waited for as long as PagerDuty says', async () => {
    pagerduty.instead.push(
      { status: 429, headers: { 'ratelimit-reset': '20' } },
      { status: 429, headers: { 'retry-after': '7', 'ratelimit-reset': '20' } },
    );
    const waited: number[] = [];
    const store = new TestStore();
    await historyOf(url, { timing: quickTiming(waited) }).run(store.context());
    expect(waited).toEqual([20_000, 7_000]);
    expect(store.writes[0].notes).toEqual([
      expect.stringMatching(/^PagerDuty limits requests; it goes on at 20/),
    ]);
    expect(store.notes).toEqual([]);
    expect(Object.keys(incidentsIn(store))).toEqual(['P1']);
  });

  it('is asked for again after an error, or when the line breaks', async () => {
    pagerduty.instead.push({ status: 500 }, { status: 429 }, { status: 0 });
    const store = new TestStore();
    await historyOf(url).run(store.context());
    expect(Object.keys(incidentsIn(store))).toEqual(['P1']);
  });

  it('ends the run when it stays one, and the next one goes on', async () => {
    const store = new TestStore();
    pagerduty.instead.push(undefined, ...Array(6).fill({ status: 502 }));
    await expect(historyOf(url).run(store.context())).rejects.toThrow(
      /^127\.0\.0\.1:\d+ answers with status 502$/,
    );
    await historyOf(url).run(store.context());
    expect(Object.keys(incidentsIn(store))).toEqual(['P1']);
  });

  it('says which setting is wrong', async () => {
    const run = (config: Parameters<typeof historyOf>[1]) =>
      historyOf(url, config).run(new TestStore().context());
    await expect(run({ token: 'wrong' })).rejects.toThrow(
      /does not take trace\.pagerduty\.token/,
    );
    pagerduty.instead.push({ status: 200, body: '<html>' });
    await expect(run({})).rejects.toThrow(
      /no JSON: trace\.pagerduty\.apiBaseUrl is not where the API is$/,
    );
    pagerduty.instead.push({ status: 200, body: '{}' });
    await expect(run({})).rejects.toThrow(/not as PagerDuty's are/);
    pagerduty.instead.push({
      status: 403,
      body: '{"error":{"message":"Access Denied","errors":["No scope"]}}',
    });
    await expect(run({})).rejects.toThrow(/Access Denied, No scope$/);
  });

  it('is not waited for once the backend stops', async () => {
    pagerduty.instead.push({ status: 429, headers: { 'retry-after': '3600' } });
    const stop = new AbortController();
    const timing = {
      ...quickTiming(),
      wait: async (_: number, signal: AbortSignal) => {
        stop.abort(new Error('stopped'));
        signal.throwIfAborted();
      },
    };
    await expect(
      historyOf(url, { timing }).run(new TestStore().context(stop.signal)),
    ).rejects.toThrow('stopped');
    expect(pagerduty.asked).toHaveLength(1);
  });
});
