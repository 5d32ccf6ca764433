import { JsonObject } from '@backstage/types';
import {
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import { IngestRequest, Normalised } from '@throughline/plugin-trace-node';
import { createHmac } from 'node:crypto';
import { pagerdutyConnector } from '../webhook/pagerdutyConnector';

export const RECEIVED_AT = '2026-03-02T00:00:00.000Z';
export const T = (time: string) => `2026-03-01T${time}:00.000Z`;

const reference = (id: string, type: string, summary: string) => ({
  html_url: `https://acme.pagerduty.com/${type}s/${id}`,
  id,
  self: `https://api.pagerduty.com/${type}s/${id}`,
  summary,
  type: `${type}_reference`,
});

/** `data` of an incident's event, with people in every place that has them. */
export function incidentData(more: JsonObject = {}): JsonObject {
  return {
    id: 'PGR0VU2',
    type: 'incident',
    self: 'https://api.pagerduty.com/incidents/PGR0VU2',
    html_url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
    number: 4711,
    status: 'triggered',
    incident_key: 'd3640fbd41094207a1c11e58e46b1662',
    created_at: '2026-03-01T10:00:00Z',
    title: 'Carts are empty, says person-a@example.com',
    service: reference('PF9KMXH', 'service', 'Shop'),
    assignees: [reference('PTUXL6G', 'user', 'Person A')],
    escalation_policy: reference('PUS0KTE', 'escalation_policy', 'Default'),
    teams: [reference('PFCVPS0', 'team', 'Team A')],
    priority: reference('PSO75BM', 'priority', 'P1'),
    urgency: 'high',
    conference_bridge: { conference_number: '+1 5550100' },
    resolve_reason: null,
    ...more,
  };
}

/**
 * The payload of a webhook of version 3.
 * https://developer.pagerduty.com/docs/webhooks-overview
 */
export function webhook(
  type: string,
  at: string,
  data: JsonObject = incidentData(),
): JsonObject {
  return {
    event: {
      id: `${type}-${at}`,
      event_type: type,
      resource_type: type.split('.')[0],
      occurred_at: at,
      agent: reference('PLH1HKV', 'user', 'Person B'),
      client: { name: 'PagerDuty' },
      data,
    },
  };
}

/** An event of the incident in some state. */
export const event = (what: string, at: string, status: string) =>
  webhook(`incident.${what}`, T(at), incidentData({ status }));

/** A request with a payload, signed with these secrets. */
export function requestOf(payload: unknown, secrets: string[]): IngestRequest {
  const body = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(JSON.stringify(payload));
  const signatures = secrets.map(
    secret => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`,
  );
  return {
    headers: { 'x-pagerduty-signature': signatures.join(',') },
    query: {},
    body,
  };
}

/** What comes of a payload that is taken. */
export async function sent(
  payload: unknown,
  receivedAt = RECEIVED_AT,
): Promise<Normalised> {
  const request = requestOf(payload, []);
  const envelope = await pagerdutyConnector.identify(request);
  return pagerdutyConnector.normalise({
    source: 'pagerduty',
    event: envelope.event,
    context: envelope.context ?? {},
    body: envelope.body ?? request.body,
    receivedAt,
  });
}

/** The registers of the incident that payloads are about. */
export async function incidentAfter(...payloads: unknown[]) {
  const normalised = await Promise.all(payloads.map(of => sent(of)));
  const facts = normalised.flatMap((of): Fact[] =>
    of.outcome === 'facts' ? of.facts : [],
  );
  return plainValues(mergeFacts(facts));
}
