import {
  decisionsOf,
  IncidentAttributes,
} from '@throughline/plugin-trace-common';
import { applyDecisions } from '../decisions/applyDecisions';
import { GraphEdge, GraphNode } from '../graph/types';
import { Candidate, Occasion, scoreCandidate } from './scoreCandidate';

/** A deployment of an entity that an incident belongs to. */
export interface CandidateRollout extends Candidate {
  /** Node key of the deployment. */
  key: string;
  /** How the incident names its entity. */
  service: Occasion['service'];
}

/** What decides which deployments count as causes. */
export interface CauseSettings {
  /** How long before an incident deployments are looked at. */
  windowMs: number;
  /** From this confidence on one counts as the cause, unless a person objects. */
  threshold: number;
}

/** Rule of edges to what may have caused an incident. */
export const MAY_HAVE_CAUSED = 'deployed-before';
/** Rule of those that count as causes without anybody having said so. */
export const LIKELY_CAUSED = 'likely-cause';

/** Deployments that are kept for an incident, the likeliest. */
const MAX_CANDIDATES = 10;

const ownerOf = (key: string) => `incident:${key}`;

/** What made the edges of incidents, for replacing them. */
export const ownersOfIncidents = (keys: string[]) => keys.map(ownerOf);

/**
 * The edges from an incident to deployments that may have caused it. What a
 * person rejected stays, marked; what one confirmed is no guess any more.
 */
export function linkIncident(
  incident: GraphNode,
  rollouts: CandidateRollout[],
  { windowMs, threshold }: CauseSettings,
): GraphEdge[] {
  const owner = ownerOf(incident.key);
  const { createdAt, environment, artifact } =
    incident.state as unknown as IncidentAttributes;
  const decisions = decisionsOf(incident.state).filter(
    ({ type }) => type === 'causedBy',
  );
  const confirmed = new Set(
    decisions.filter(({ verdict }) => verdict === 'linked').map(({ to }) => to),
  );
  const likeliest = new Map<string, GraphEdge>();
  for (const { key, service, ...candidate } of rollouts) {
    const score = scoreCandidate(
      candidate,
      { beganAt: createdAt, environment, artifact, service },
      windowMs,
    );
    const held = likeliest.get(key);
    if (!score || (held && held.confidence >= score.confidence)) continue;
    likeliest.set(key, {
      owner,
      from: incident.key,
      type: 'maybeCausedBy',
      to: key,
      rule: score.confidence >= threshold ? LIKELY_CAUSED : MAY_HAVE_CAUSED,
      text: score.text,
      confidence: score.confidence,
    });
  }
  const candidates = [...likeliest.values()]
    .filter(({ to }) => !confirmed.has(to))
    .sort((a, b) => b.confidence - a.confidence || (a.to < b.to ? -1 : 1))
    .slice(0, MAX_CANDIDATES);
  const kept = new Set(candidates.map(({ to }) => to));
  return applyDecisions(
    candidates,
    { owner, from: incident.key, types: ['maybeCausedBy'] },
    // What was decided of the cause goes for the guess as well.
    decisions
      .filter(({ to }) => kept.has(to))
      .map(decision => ({ ...decision, type: 'maybeCausedBy' as const })),
  );
}
