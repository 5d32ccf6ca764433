import { factsOf, reasonOf } from '../__testUtils__/deliver';
import { hash, issueEvent, NAME, URL } from '../__testUtils__/payloads';

describe('an issue', () => {
  it('is a ticket', async () => {
    expect(await factsOf(issueEvent('open'))).toEqual([
      {
        subject: `issue:${NAME}#3`,
        at: '2026-02-28T08:00:00.000Z',
        rank: 0,
        attributes: {
          key: '#3',
          title: 'Totals are off by a cent',
          url: `${URL}/-/issues/3`,
          state: 'open',
          incident: false,
          restricted: false,
          labels: ['backend'],
          type: 'Issue',
          createdAt: '2026-02-27T08:00:00.000Z',
          closedAt: null,
          causedBy: null,
        },
      },
    ]);
  });

  const one = async (...given: Parameters<typeof issueEvent>) =>
    (await factsOf(issueEvent(...given)))[0].attributes;

  it('is an incident by its type, as a work item', async () => {
    expect(
      await one('open', { type: 'Incident' }, { object_kind: 'work_item' }),
    ).toMatchObject({ incident: true, type: 'Incident' });
  });

  it('is an incident by a label', async () => {
    const labels = [{ title: 'Outage' }];
    const [fact] = await factsOf(issueEvent('update', { labels }), {
      trace: { gitlab: { incidentLabels: ['outage'] } },
    });
    expect(fact.attributes.incident).toBe(true);
  });

  it.each([
    ['says so', { confidential: true }, {}],
    ['is told as such', {}, { event_type: 'confidential_issue' }],
  ])('is restricted when it %s', async (_, attributes, rest) => {
    expect(await one('open', attributes, rest)).toMatchObject({
      restricted: true,
    });
  });

  it('is restricted by a label', async () => {
    const [fact] = await factsOf(issueEvent('open'), {
      trace: { gitlab: { restrictedLabels: ['Backend'] } },
    });
    expect(fact.attributes.restricted).toBe(true);
  });

  it('does not take labels that are not said for none', async () => {
    const said = await one(
      'open',
      { labels: undefined },
      { labels: undefined },
    );
    expect(said).not.toHaveProperty('restricted', true);
    expect(said).not.toHaveProperty('incident');
    expect(said).not.toHaveProperty('labels');
  });

  it.each([
    ['close', '2026-02-28T07:59:59Z', '2026-02-28T07:59:59.000Z'],
    ['close', null, '2026-02-28T08:00:00.000Z'],
    ['update', null, undefined],
  ])('told by %s is closed at its time', async (action, given, closedAt) => {
    const said = await one(action, { state: 'closed', closed_at: given });
    expect(said.closedAt).toBe(closedAt);
  });

  const CLOSED = { state: 'closed', closed_at: '2026-02-28 07:59:59 UTC' };
  const CHANGED = { changes: { state_id: { previous: 1, current: 2 } } };

  it.each([
    ['closed', 'close', CLOSED, {}],
    ['closed by an update', 'update', CLOSED, CHANGED],
  ])('tells when it was %s', async (_, action, attributes, rest) => {
    const [, told] = await factsOf(issueEvent(action, attributes, rest));
    const at = '2026-02-28T07:59:59.000Z';
    expect(told).toEqual({
      subject: `issue:${NAME}#3`,
      // Its history knows better.
      at: '1970-01-01T00:00:00.000Z',
      rank: 0,
      attributes: {
        'transition:closed-2026-02-28T07:59Z': {
          ...{ from: 'opened', to: 'closed', at },
        },
      },
    });
  });

  it('tells when it was opened again', async () => {
    const [, told] = await factsOf(issueEvent('reopen'));
    expect(told.attributes).toEqual({
      'transition:opened-2026-02-28T08:00Z': {
        ...{ from: 'closed', to: 'opened', at: '2026-02-28T08:00:00.000Z' },
      },
    });
  });

  it.each([
    ['open', {}, CHANGED],
    ['update', CLOSED, {}],
  ])('tells of no change of its state by %s', async (action, is, rest) => {
    expect(await factsOf(issueEvent(action, is, rest))).toHaveLength(1);
  });

  it('says what caused it', async () => {
    const description = `Caused by !9. Caused by: ${hash('b')}`;
    expect(await one('open', { description })).toMatchObject({
      causedBy: [`change:${NAME}#9`, `commit:${NAME}@${hash('b')}`],
    });
  });

  it.each([
    [issueEvent('sing'), /action "sing"/],
    [issueEvent('open', { type: 'Epic' }), /^An epic belongs to a group/],
  ])('is ignored %#', async (payload, reason) => {
    expect(await reasonOf(payload)).toMatch(reason);
  });
});
