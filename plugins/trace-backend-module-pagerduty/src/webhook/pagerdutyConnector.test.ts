import { InputError } from '@backstage/errors';
import { NormaliseError } from '@throughline/plugin-trace-node';
import {
  event,
  incidentAfter,
  incidentData,
  RECEIVED_AT,
  requestOf,
  sent,
  T,
  webhook,
} from '../__testUtils__/webhooks';
import { pagerdutyConnector } from './pagerdutyConnector';

const EVENTS = [
  event('triggered', '10:00', 'triggered'),
  event('acknowledged', '10:05', 'acknowledged'),
  event('escalated', '10:10', 'triggered'),
  event('acknowledged', '10:15', 'acknowledged'),
  event('resolved', '11:00', 'resolved'),
];

describe('an incident', () => {
  const described = {
    key: '#4711',
    title: 'Carts are empty, says [address]',
    url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
    urgency: 'high',
    services: ['pagerduty:PF9KMXH'],
    createdAt: T('10:00'),
  };

  it('is open, acknowledged at first and closed, in whatever order it is told', async () => {
    const expected = {
      ...described,
      state: 'closed',
      acknowledgedAt: T('10:05'),
      closedAt: T('11:00'),
    };
    expect(await incidentAfter(...EVENTS)).toEqual(expected);
    expect(await incidentAfter(...[...EVENTS].reverse())).toEqual(expected);
    expect(await incidentAfter(...EVENTS, ...EVENTS)).toEqual(expected);
  });

  it.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
    'has ranks that can be stored, even if it is acknowledged %s',
    async at => {
      const of = webhook('incident.acknowledged', at);
      const normalised = await sent(of, '9999-12-31T23:59:59.999Z');
      const ranks =
        normalised.outcome === 'facts'
          ? normalised.facts.map(({ rank }) => Math.abs(rank!))
          : [];
      expect(ranks).toHaveLength(2);
      expect(Math.max(...ranks)).toBeLessThan(2 ** 31);
    },
  );

  it('is open once it is triggered', async () => {
    expect(await incidentAfter(EVENTS[0])).toEqual({
      ...described,
      state: 'open',
    });
  });

  it('is open again when it is reopened', async () => {
    const reopened = event('reopened', '12:00', 'triggered');
    expect(await incidentAfter(...EVENTS, reopened)).toEqual({
      ...described,
      state: 'open',
      acknowledgedAt: T('10:05'),
    });
  });

  it('stays closed since it was, whatever happens to it then', async () => {
    const later = event('priority_updated', '12:00', 'resolved');
    expect(await incidentAfter(...EVENTS, later)).toMatchObject({
      state: 'closed',
      closedAt: T('11:00'),
    });
  });

  it('is over when all is said of one moment', async () => {
    const now = (what: string, status: string) => event(what, '10:00', status);
    expect(
      await incidentAfter(
        now('resolved', 'resolved'),
        now('acknowledged', 'acknowledged'),
        now('triggered', 'triggered'),
      ),
    ).toMatchObject({ state: 'closed', closedAt: T('10:00') });
  });

  it.each([
    'unacknowledged',
    'reassigned',
    'escalated',
    'delegated',
    'priority_updated',
    'service_updated',
    'something_of_tomorrow',
  ])('is read from what an event of any type carries: %s', async what => {
    expect(await incidentAfter(event(what, '10:10', 'triggered'))).toEqual({
      ...described,
      state: 'open',
    });
  });

  it('goes without what it need not have', async () => {
    const data = incidentData({ service: null, urgency: null, title: null });
    expect(
      await incidentAfter(webhook('incident.triggered', T('10:00'), data)),
    ).toMatchObject({ title: 'Incident #4711', services: [] });
  });

  it('is not later than it was received', async () => {
    const early = await sent(
      webhook('incident.triggered', '2099-01-01T00:00:00Z'),
    );
    expect(early).toMatchObject({ facts: [{ at: RECEIVED_AT }] });
  });
});

describe('what is ignored', () => {
  const incident = { id: 'PGR0VU2', type: 'incident_reference' };
  const user = { id: 'PVMGSML', summary: 'Person A' };

  it.each([
    ['pagey.ping', { type: 'ping', message: 'Hello' }, /^A ping: the webhook/],
    [
      'incident.annotated',
      { type: 'incident_note', content: 'Words', incident },
      /^Notes of people/,
    ],
    [
      'incident.responder.added',
      { type: 'incident_responder', user, incident },
      /^Who is asked/,
    ],
    [
      'incident.status_update_published',
      { type: 'incident_status_update', message: 'Words', incident },
      /^Status updates/,
    ],
    [
      'service.updated',
      { type: 'service', id: 'PF9KMXH' },
      /^Services are known/,
    ],
    [
      'incident.workflow.started',
      { type: 'incident_workflow_instance' },
      /^PagerDuty's event "incident.workflow.started" says nothing/,
    ],
  ])('is ignored with a reason: %s', async (type, data, reason) => {
    expect(await sent(webhook(type, T('10:00'), data))).toEqual({
      outcome: 'ignored',
      reason: expect.stringMatching(reason),
    });
  });
});

describe('what is stored', () => {
  it('has nobody in it, and no notes', async () => {
    const note = webhook('incident.annotated', T('10:00'), {
      type: 'incident_note',
      content: 'Words',
      incident: { id: 'PGR0VU2' },
    });
    const bodies = await Promise.all(
      [...EVENTS, note].map(async payload => {
        const { body } = await pagerdutyConnector.identify(
          requestOf(payload, []),
        );
        return body!.toString();
      }),
    );
    expect(JSON.stringify(EVENTS)).toMatch(
      /Person A.*Person B|Person B.*Person A/s,
    );
    expect(bodies.join()).not.toMatch(/Person|Words|PTUXL6G|5550100/);
    expect(bodies[0]).toContain('PF9KMXH');
  });
});

describe('the door', () => {
  const refusal = (payload: unknown) =>
    pagerdutyConnector.identify(requestOf(payload, [])).then(
      () => 'taken',
      error => (error instanceof InputError ? error.message : error),
    );

  it('knows an event again', async () => {
    const { deliveryId, event: type } = await pagerdutyConnector.identify(
      requestOf(EVENTS[0], []),
    );
    expect([deliveryId, type]).toEqual([
      `incident.triggered-${T('10:00')}`,
      'incident.triggered',
    ]);
  });

  it.each([
    [Buffer.from('{"secret'), /^The body is not JSON at position \d+\.$/],
    [Buffer.from([0xff]), /^The body is not UTF-8\.$/],
    [[], /^The body must be a JSON object\.$/],
    [{ messages: [] }, /^The field "event.event_type" is missing/],
    [{ event: { event_type: 'pagey.ping' } }, /^The field "event.id" must be/],
  ])('refuses what can never be understood (%#)', async (payload, reason) => {
    expect(await refusal(payload)).toMatch(reason);
  });

  it.each([
    ['event.data.id', incidentData({ id: 'a/b' })],
    ['event.data.status', incidentData({ status: 'merged' })],
    ['event.data.number', incidentData({ number: '4711' })],
    ['event.data.created_at', incidentData({ created_at: 'yesterday' })],
    ['event.data.service.id', incidentData({ service: {} })],
  ])('keeps what is not as it must be, naming %s', async (path, data) => {
    const failure = sent(webhook('incident.triggered', T('10:00'), data));
    await expect(failure).rejects.toThrow(NormaliseError);
    await expect(failure).rejects.toMatchObject({ path });
  });

  it('cannot be held to a scope: an incident names no repository', () => {
    expect(pagerdutyConnector.speaksOf).toBeUndefined();
  });
});
