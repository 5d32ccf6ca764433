import {
  Fact,
  IncidentAttributes,
  incidentKey,
  storableText,
} from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { CdEvent } from '../event';
import { identityFacts } from './artifact';
import { digestOf, fallback, pageAddress, SYSTEM, words } from './fact';
import { readArtifactId } from './purl';

const MAX_NAME = 200;
/** Which of them knows best what it was called and when it began. */
const RANKS: Record<string, number> = {
  'incident.detected': 0,
  'incident.reported': -1,
  'incident.resolved': -2,
};

/** `incident.*` */
export function incidentFacts(event: CdEvent, at: string): Fact[] {
  const { name, subject, content } = event;
  const { id, source } = subject;
  const key = incidentKey(SYSTEM, digestOf(source, id));
  const resolved = name === 'incident.resolved';
  // A resolved one names the artifact that resolved it, which is not at fault.
  const artifact =
    content.artifactId && !resolved
      ? readArtifactId(content.artifactId, event.source)
      : undefined;
  return [
    fact<IncidentAttributes>(
      key,
      at,
      {
        key: storableText(id, MAX_NAME),
        url: pageAddress(content.ticketURI),
        state: resolved ? 'closed' : 'open',
        closedAt: resolved ? at : null,
        services: content.service && [
          storableText(content.service.id, MAX_NAME),
        ],
        environment: storableText(content.environment!.id, MAX_NAME),
        artifact: artifact?.key,
      },
      resolved ? 1 : 0,
    ),
    fallback<IncidentAttributes>(
      key,
      {
        title:
          words(content.description) ?? `Incident ${words(id) ?? ''}`.trim(),
        services: [],
        createdAt: at,
      },
      RANKS[name],
    ),
    ...(artifact ? identityFacts(artifact) : []),
  ];
}
