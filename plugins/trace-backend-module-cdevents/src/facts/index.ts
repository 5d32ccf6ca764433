import { Fact } from '@throughline/plugin-trace-common';
import { CdEvent } from '../event';
import { artifactFacts } from './artifact';
import { changeFacts } from './change';
import { incidentFacts } from './incident';
import { linkFacts } from './links';
import { branchFacts, environmentFacts, repositoryFacts } from './place';
import { buildFacts, pipelineRunFacts, taskRunFacts } from './run';
import { deploymentFacts, serviceFacts } from './service';
import { testCaseRunFacts, testOutputFacts, testSuiteRunFacts } from './tests';
import { ticketFacts } from './ticket';

/** Reads an event of some subject. Pure. */
type Mapping = (event: CdEvent, at: string) => Fact[];

const BY_SUBJECT = new Map<string, Mapping>([
  ['artifact', artifactFacts],
  ['branch', branchFacts],
  ['build', buildFacts],
  ['change', changeFacts],
  ['environment', environmentFacts],
  ['incident', incidentFacts],
  ['pipelinerun', pipelineRunFacts],
  ['repository', repositoryFacts],
  ['service', deploymentFacts],
  ['taskrun', taskRunFacts],
  ['testcaserun', testCaseRunFacts],
  ['testoutput', testOutputFacts],
  ['testsuiterun', testSuiteRunFacts],
  ['ticket', ticketFacts],
]);
/** Where a predicate says something else than its subject's others. */
const BY_NAME = new Map<string, Mapping>([
  ['service.published', serviceFacts],
  ['service.removed', serviceFacts],
]);

/**
 * What an event says; nothing for a custom one.
 *
 * @param receivedAt - no event is later: a time to come would win over all that
 *   is said until then
 */
export function factsOf(event: CdEvent, receivedAt: string): Fact[] {
  const mapping =
    BY_NAME.get(event.name) ?? BY_SUBJECT.get(event.name.split('.')[0]);
  const at = event.at < receivedAt ? event.at : receivedAt;
  if (!mapping) return [];
  const facts = mapping(event, at);
  return [...facts, ...linkFacts(event, facts)];
}
