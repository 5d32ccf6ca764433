import {
  Decision,
  DecisionAttributes,
  EdgeType,
} from '@throughline/plugin-trace-common';
import { GraphEdge } from '../graph/types';

const plain = ({ verdict, by, reason, at }: Decision): DecisionAttributes => ({
  verdict,
  by,
  reason,
  at,
});

/** The later one counts; of two at once, the one that takes the link off. */
function wins(challenger: Decision, held: Decision | undefined): boolean {
  if (!held || challenger.at !== held.at) {
    return !held || challenger.at > held.at;
  }
  return challenger.verdict === 'unlinked' && held.verdict === 'linked';
}

/** Of decisions about the same edge, which counts, by type and end. */
function latest(decisions: Decision[]): Map<string, Decision> {
  const byEdge = new Map<string, Decision>();
  for (const decision of decisions) {
    const identity = `${decision.type} ${decision.to}`;
    if (wins(decision, byEdge.get(identity))) byEdge.set(identity, decision);
  }
  return byEdge;
}

/**
 * Edges with what people decided about them. What somebody linked is an edge
 * of its own beside those that rules made; what somebody took off stays, marked,
 * so that it can be shown and keeps what is restricted restricted. What was
 * linked by a person only, and taken off again, stays as a marked `mentions`.
 *
 * @param edges - as rules made them
 * @param of - who makes the edges, and where they start
 * @param decisions - in any order; about other types of edges they do not count
 */
export function applyDecisions(
  edges: GraphEdge[],
  of: { owner: string; from: string; types: readonly EdgeType[] },
  decisions: Decision[],
): GraphEdge[] {
  const { owner, from, types } = of;
  const counting = latest(decisions.filter(({ type }) => types.includes(type)));
  const marked = edges.map(edge => {
    const decision =
      edge.from === from ? counting.get(`${edge.type} ${edge.to}`) : undefined;
    return decision?.verdict === 'unlinked'
      ? { ...edge, decided: plain(decision) }
      : edge;
  });
  const byPerson = (decision: Decision, type: EdgeType): GraphEdge => ({
    owner,
    from,
    type,
    to: decision.to,
    rule: 'person',
    text: decision.reason,
    confidence: 1,
    decided: plain(decision),
  });
  const linked = [...counting.values()]
    .filter(({ verdict }) => verdict === 'linked')
    .map(decision => byPerson(decision, decision.type));
  const tied = new Set(
    [...marked, ...linked]
      .filter(edge => edge.from === from && types.includes(edge.type))
      .map(({ to }) => to),
  );
  const weakest = types[types.length - 1];
  const takenOff = [...counting.values()]
    .filter(({ type, to }) => type === weakest && !tied.has(to))
    .map(decision => byPerson(decision, weakest));
  return [...marked, ...linked, ...takenOff];
}

/** Whether a person took an edge off. */
export function isUnlinked({ decided }: Pick<GraphEdge, 'decided'>): boolean {
  return decided?.verdict === 'unlinked';
}
