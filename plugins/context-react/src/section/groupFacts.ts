import { ContextFact } from '@throughline/plugin-context-common';

/** Facts under one label. */
export interface FactGroup {
  label: string;
  /** At least one. */
  facts: ContextFact[];
}

/**
 * Puts facts with the same label under one, in the order in which the labels
 * first come: five things an entity depends on are one line, not five.
 */
export function groupFacts(facts: ContextFact[]): FactGroup[] {
  const groups = new Map<string, ContextFact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.label);
    if (group) group.push(fact);
    else groups.set(fact.label, [fact]);
  }
  return [...groups].map(([label, members]) => ({ label, facts: members }));
}
