import { JsonObject } from '@backstage/types';
import {
  CauseVerdict,
  decisionRegister,
  EdgeType,
  mergeFacts,
  storableText,
  toInstant,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { readFacts } from '../database/graph/operations/facts';

/** A verdict about an edge of a subject. */
export interface Said {
  type: EdgeType;
  to: string;
  verdict: CauseVerdict;
}

/**
 * Stores what somebody decided about edges of a subject as one fact. It is later
 * than what was decided of them before, whatever the clocks of replicas say: who
 * decides has seen that.
 *
 * @returns what is stored; `at` is the decision's time
 */
export async function sayDecisions(
  tx: Knex.Transaction,
  subject: string,
  decider: { by: string; reason: string },
  said: Said[],
): Promise<{ at: string }> {
  const facts = (await readFacts(tx, [subject])).get(subject) ?? [];
  const held = mergeFacts(facts);
  const registers = said.map(({ type, to }) => decisionRegister(type, to));
  const earlier = registers.flatMap(name =>
    Object.hasOwn(held, name) ? [Date.parse(held[name].at) + 1] : [],
  );
  const at = toInstant(Math.max(Date.now(), ...earlier))!;
  const reason = withoutAddresses(decider.reason);
  const attributes: JsonObject = Object.fromEntries(
    said.map(({ verdict }, index) => [
      registers[index],
      {
        verdict,
        by: decider.by,
        reason: storableText(reason, reason.length),
        at,
      },
    ]),
  );
  await appendFacts(tx, [{ subject, at, attributes }]);
  return { at };
}
