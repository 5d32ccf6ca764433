import { Fact, mergeFacts, Registers } from '@throughline/plugin-trace-common';

/** What facts say together: subject → registers, sorted by subject. */
export function registersOf(facts: Fact[]): Map<string, Registers> {
  const bySubject = new Map<string, Fact[]>();
  for (const fact of facts) {
    const known = bySubject.get(fact.subject);
    if (known) known.push(fact);
    else bySubject.set(fact.subject, [fact]);
  }
  return new Map(
    [...bySubject]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([subject, own]) => [subject, mergeFacts(own)]),
  );
}
