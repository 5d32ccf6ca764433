import {
  CauseCertainty,
  IncidentSummary,
  IssueAttributes,
} from '@throughline/plugin-trace-common';
import { CausedIncident } from './causingIncidents';

const SURER: CauseCertainty[] = ['confirmed', 'said', 'likely'];

/**
 * The incidents a chain shows, each once, as surely as anything says.
 *
 * @param restricted - node keys of those whose words not everybody sees
 */
export function summariseIncidents(
  caused: CausedIncident[],
  restricted: ReadonlySet<string>,
): IncidentSummary[] {
  const surest = new Map<string, CausedIncident>();
  for (const incident of caused) {
    const held = surest.get(incident.node.key);
    if (
      !held ||
      SURER.indexOf(incident.certainty) < SURER.indexOf(held.certainty)
    ) {
      surest.set(incident.node.key, incident);
    }
  }
  return [...surest.values()]
    .sort((a, b) => (a.node.key < b.node.key ? -1 : 1))
    .map(({ node, certainty }) => {
      const { key, state, createdAt } =
        node.state as unknown as IssueAttributes;
      return {
        id: node.key,
        key,
        title: node.title,
        url: node.url,
        state,
        openedAt: createdAt,
        certainty,
        ...(restricted.has(node.key) && { restricted: 'shown' as const }),
      };
    });
}
