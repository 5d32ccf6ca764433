import { JsonObject } from '@backstage/types';
import {
  connectorOf,
  CONFIG,
  deliver,
  factsOf,
  reasonOf,
  requestOf,
  statesOf,
  stored,
} from './__testUtils__/deliver';
import {
  issueEvent,
  item,
  SITE,
  status,
  ticket,
} from './__testUtils__/payloads';

const PAY = 'issue:PAY-812';
const TRACKER = 'tracker:made-up.atlassian.net';

/** What a webhook says of PAY-812. */
async function stateOf(
  options?: Parameters<typeof issueEvent>[1],
  jira?: JsonObject,
) {
  return statesOf(await factsOf(issueEvent('updated', options), jira))[PAY];
}

describe('a webhook about a ticket', () => {
  it('is a ticket, and what this tracker says of it', async () => {
    expect(await factsOf(issueEvent('created'))).toEqual([
      {
        subject: PAY,
        at: '2026-03-01T11:00:00.000Z',
        rank: 1,
        attributes: {
          key: 'PAY-812',
          title: 'Captures fail',
          url: `${SITE}/browse/PAY-812`,
          state: 'open',
          incident: false,
          restricted: false,
          labels: ['money'],
          type: 'Bug',
          status: 'To Do',
          createdAt: '2026-03-01T10:00:00.000Z',
          closedAt: null,
          [TRACKER]: {
            title: 'Captures fail',
            url: `${SITE}/browse/PAY-812`,
            restricted: false,
          },
        },
      },
    ]);
  });

  it('knows a Jira that is below a path', async () => {
    const site = 'https://example.com:8443/jira';
    expect(await stateOf({ site })).toMatchObject({
      url: `${site}/browse/PAY-812`,
      'tracker:example.com:8443': { url: `${site}/browse/PAY-812` },
    });
  });

  it('says when the status changed, and not that it began', async () => {
    const items = [
      item('status', 'To Do', 'Done'),
      item('resolution', null, 'Done'),
    ];
    const closed = await stateOf({
      items,
      fields: {
        status: status('Done'),
        resolution: { name: 'Done' },
        resolutiondate: '2026-03-01T11:59:59.900+0100',
      },
    });
    expect(closed).toMatchObject({
      state: 'closed',
      status: 'Done',
      closedAt: '2026-03-01T10:59:59.900Z',
      'transition:10124': {
        from: 'To Do',
        to: 'Done',
        at: '2026-03-01T11:00:00.000Z',
      },
    });
    const first = { ...item('Status', null, 'To Do'), fieldId: undefined };
    const made = await stateOf({ items: [first as JsonObject] });
    expect(Object.keys(made)).not.toContain('transition:10124');
  });

  it('takes no function for the new value', async () => {
    const { toString: _, ...without } = item('status', 'To Do', 'Done');
    const state = await stateOf({ items: [without as JsonObject] });
    expect(Object.keys(state)).not.toContain('transition:10124');
  });

  it('takes no custom field for the status', async () => {
    const custom = { ...item('status', 'a', 'b'), fieldtype: 'custom' };
    expect(Object.keys(await stateOf({ items: [custom] }))).not.toContain(
      'transition:10124',
    );
  });

  it.each<[string, JsonObject, string | undefined]>([
    [
      'its resolution',
      {
        resolutiondate: '2026-02-01T00:00:00.000+0000',
        statuscategorychangedate: '2026-02-02T00:00:00.000+0000',
      },
      '2026-02-01T00:00:00.000Z',
    ],
    [
      'its category',
      { statuscategorychangedate: '2026-02-02T00:00:00.000+0000' },
      '2026-02-02T00:00:00.000Z',
    ],
    ['the change itself', {}, '2026-03-01T11:00:00.000Z'],
  ])('is closed by the time of %s', async (_, fields, closedAt) => {
    const state = await stateOf({
      items: [item('status', 'To Do', 'Done')],
      fields: { status: status('Done'), ...fields },
    });
    expect(state).toMatchObject({ state: 'closed', closedAt });
  });

  it('is open again after reopening, in any order', async () => {
    const close = await factsOf(
      issueEvent('updated', {
        fields: {
          status: status('Done'),
          resolutiondate: '2026-03-01T12:00:00.000+0100',
        },
      }),
    );
    const reopen = await factsOf(
      issueEvent('updated', {
        fields: { updated: '2026-03-01T13:00:00.000+0100' },
      }),
    );
    for (const facts of [
      [...close, ...reopen],
      [...reopen, ...close],
    ]) {
      expect(statesOf(facts)[PAY]).toMatchObject({ state: 'open' });
      expect(statesOf(facts)[PAY]).not.toHaveProperty('closedAt');
    }
  });

  it('is closed for good when it is deleted', async () => {
    const facts = await factsOf(issueEvent('deleted'));
    expect(statesOf(facts)[PAY]).toMatchObject({
      state: 'closed',
      closedAt: '2026-03-01T11:00:00.321Z',
    });
  });

  it('is an incident by its type or a label', async () => {
    const outage = { incidents: { types: ['Outage'], labels: ['sev1'] } };
    const config = { ...CONFIG, ...outage };
    const type = (name: string) => ({ fields: { issuetype: { name } } });
    const label = (name: string) => ({ fields: { labels: ['x', name] } });
    const yes = { incident: true };
    const no = { incident: false };
    expect(await stateOf(type('incident'))).toMatchObject(yes);
    expect(await stateOf(label('Incident'))).toMatchObject(yes);
    expect(await stateOf(label('incidental'))).toMatchObject(no);
    expect(await stateOf(type('OUTAGE'), config)).toMatchObject(yes);
    expect(await stateOf(label('SEV1'), config)).toMatchObject(yes);
    expect(await stateOf(type('Incident'), config)).toMatchObject(no);
  });

  it('is restricted under a security level', async () => {
    const security = { id: '10000', name: 'Board only' };
    expect(await stateOf({ fields: { security } })).toMatchObject({
      restricted: true,
      [TRACKER]: { restricted: true },
    });
    expect(JSON.stringify(await stateOf({ fields: { security } }))).not.toMatch(
      'Board',
    );
  });

  it('keeps no title while it does not say whether it is restricted', async () => {
    // As Jira sends some, without most fields.
    const { summary, issuetype } = ticket().fields as JsonObject;
    const reduced = (more: JsonObject, items?: JsonObject[]) => {
      const event = issueEvent('updated', { items });
      const fields = { summary, issuetype, status: status('Done'), ...more };
      return { ...event, issue: { ...ticket(), fields } };
    };
    const read = async (payload: JsonObject) =>
      statesOf(await factsOf(payload))[PAY];
    expect(await read(reduced({}))).toEqual({
      key: 'PAY-812',
      url: `${SITE}/browse/PAY-812`,
      state: 'closed',
      status: 'Done',
      type: 'Bug',
    });
    expect(await read(reduced({ security: null }))).toMatchObject({
      title: 'Captures fail',
      restricted: false,
    });
    expect(
      await read(reduced({}, [item('security', null, 'Board only')])),
    ).toMatchObject({ title: 'Captures fail', restricted: true });
  });

  it('leaves addresses out of texts', async () => {
    expect(
      await stateOf({ fields: { summary: 'Ask ada@made-up.example' } }),
    ).toMatchObject({ title: 'Ask [address]' });
  });
});

describe('a moved ticket', () => {
  const moved = (from: string, key: string) =>
    issueEvent('updated', { key, items: [item('Key', from, key)] });

  it('is closed under the key that it had, which leads to it', async () => {
    expect(statesOf(await factsOf(moved('CHK-7', 'PAY-812')))).toMatchObject({
      'issue:CHK-7': {
        key: 'CHK-7',
        title: 'Captures fail',
        url: `${SITE}/browse/CHK-7`,
        state: 'closed',
        closedAt: '2026-03-01T11:00:00.000Z',
      },
      [PAY]: { state: 'open' },
    });
  });

  it.each([
    ['OPS-7', 'PAY-812'],
    ['PAY-812', 'OPS-7'],
  ])('keeps no words where either is not listed: %s', async (from, key) => {
    const facts = await factsOf(moved(from, key));
    expect(statesOf(facts)[`issue:${from}`]).toEqual({
      key: from,
      title: from,
      state: 'closed',
      closedAt: '2026-03-01T11:00:00.000Z',
      restricted: true,
      [TRACKER]: { title: from, restricted: true },
    });
  });
});

describe('a ticket of a project that is not listed', () => {
  const event = issueEvent('updated', {
    key: 'SEC-9',
    items: [item('status', 'Secret status', 'Other status')],
    fields: { status: status('Done'), labels: ['secret-label'] },
  });

  it('is a key, and whether it is open', async () => {
    expect(statesOf(await factsOf(event))).toEqual({
      'issue:SEC-9': {
        key: 'SEC-9',
        title: 'SEC-9',
        state: 'closed',
        incident: false,
        restricted: true,
        createdAt: '2026-03-01T10:00:00.000Z',
        [TRACKER]: { title: 'SEC-9', restricted: true },
      },
    });
  });

  it('has not a word stored, and no linked ticket has', async () => {
    const texts = [event, issueEvent('updated')].map(async payload =>
      (await stored(payload)).body.toString(),
    );
    const [unlisted, listed] = await Promise.all(texts);
    expect(unlisted).not.toMatch(/Captures|Bug|ecret|Other|words|Words/);
    expect(listed).toMatch('Captures fail');
    for (const text of [unlisted, listed]) {
      expect(text).not.toMatch(/Linked|Words|Made-Up|@|Project name/);
    }
  });

  it('is so for one site, and not for another', async () => {
    const config = {
      projects: ['PAY'],
      sites: [{ baseUrl: SITE, token: 'x', projects: ['CHK'] }],
    };
    expect(await stateOf({}, config)).toMatchObject({ title: 'PAY-812' });
    expect(
      await stateOf({ site: 'https://other.example' }, config),
    ).toMatchObject({ title: 'Captures fail' });
  });

  it('yields to what is kept once it is listed', async () => {
    const facts = [
      ...(await factsOf(issueEvent('updated'))),
      ...(await factsOf(issueEvent('updated'), {})),
    ];
    expect(statesOf(facts)[PAY]).toMatchObject({ title: 'Captures fail' });
    expect(statesOf(facts.reverse())[PAY]).toMatchObject({
      title: 'Captures fail',
    });
  });
});

describe('two trackers with the same key', () => {
  it('each keep what they say', async () => {
    const at = (site: string, summary: string) =>
      factsOf(issueEvent('updated', { site, fields: { summary } }));
    const facts = [
      ...(await at('https://one.example', 'First')),
      ...(await at('https://two.example', 'Second')),
    ];
    expect(statesOf(facts)[PAY]).toMatchObject({
      'tracker:one.example': { title: 'First' },
      'tracker:two.example': { title: 'Second' },
    });
  });
});

describe('other events', () => {
  it.each([
    ['comment_created', 'comments'],
    ['issuelink_deleted', 'Links'],
    ['worklog_updated', 'logged work'],
    ['attachment_created', 'attachments'],
    ['sprint_started', 'sprint'],
    ['jira:version_released', 'jira:version_released'],
    ['user_created', 'user_created'],
    ['option_voting_changed', 'option_voting_changed'],
  ])('are ignored: %s', async (webhookEvent, reason) => {
    const payload = {
      webhookEvent,
      comment: { body: 'A remark' },
      version: { name: 'Secret version' },
      issue: ticket({ key: 'SEC-9' }),
    };
    expect(await reasonOf(payload)).toContain(reason);
    const { body } = await stored(payload);
    expect(body.toString()).not.toMatch(/remark|Secret|Captures/);
    const { issue: _, ...alone } = payload;
    expect(await reasonOf(alone)).toContain(reason);
  });
});

describe('what cannot be read', () => {
  it.each<[string, JsonObject]>([
    ['issue', { issue: undefined as never }],
    ['issue.key', { issue: { ...ticket(), key: 'no key' } }],
    ['issue.self', { issue: { ...ticket(), self: 'ftp://x/rest/' } }],
    ['issue.fields.updated', { issue: ticket({ fields: { updated: 'now' } }) }],
    ['issue.fields.labels[0]', { issue: ticket({ fields: { labels: [1] } }) }],
    [
      'timestamp',
      { timestamp: 'x', issue: { ...ticket(), fields: { summary: 'A' } } },
    ],
  ])('fails at %s', async (path, more) => {
    await expect(
      deliver({ ...issueEvent('updated'), ...more }),
    ).rejects.toMatchObject({ name: 'NormaliseError', path });
  });
});

describe('filing a request', () => {
  const file = (payload: unknown, headers = {}) =>
    connectorOf().identify(requestOf(payload, headers));

  it('takes the id that Jira sends again', async () => {
    const headers = { 'x-atlassian-webhook-identifier': 'abc-1' };
    expect(await file(issueEvent('created'), headers)).toMatchObject({
      deliveryId: 'abc-1',
      event: 'jira:issue_created',
    });
  });

  it('makes one of the whole body where there is none', async () => {
    const idOf = async (payload: unknown) => (await file(payload)).deliveryId;
    const id = await idOf(issueEvent('created'));
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(await idOf(issueEvent('created'))).toBe(id);
    // Also where what differs is not stored.
    const fields = { description: 'Other words' };
    expect(await idOf(issueEvent('created', { fields }))).not.toBe(id);
  });

  it.each<[unknown, object, string]>([
    ['{', {}, 'The body is not JSON'],
    ['[]', {}, 'must be a JSON object'],
    [{}, {}, 'The field webhookEvent must be the name of an event'],
    [{ webhookEvent: 'x\n' }, {}, 'The field webhookEvent must be'],
    [
      issueEvent('created'),
      { 'x-atlassian-webhook-identifier': 'a b' },
      'The header x-atlassian-webhook-identifier must be an id',
    ],
  ])('refuses %j', async (payload, headers, message) => {
    await expect(file(payload, headers)).rejects.toThrow(message);
  });

  it('quotes nothing of a body that is no JSON', async () => {
    await expect(file('{"secret words')).rejects.toThrow(/^((?!secret).)*$/);
  });
});

describe('what a request speaks of', () => {
  const spoken = (payload: unknown) =>
    connectorOf().speaksOf!(requestOf(payload));

  it('is its ticket, also under the key that it had', async () => {
    const items = [item('Key', 'OPS-7', 'PAY-812')];
    expect(await spoken(issueEvent('updated', { items }))).toEqual([
      { of: 'ticket', field: 'issue.key', key: 'PAY-812' },
      { of: 'ticket', field: 'changelog.items', key: 'OPS-7' },
    ]);
  });

  it('cannot be said without a ticket', async () => {
    expect(await spoken({ webhookEvent: 'comment_deleted' })).toBeUndefined();
  });
});
