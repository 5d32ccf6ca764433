import { toInstant } from '@throughline/plugin-trace-common';
import { EventError } from './EventError';
import { checkEvent } from './schema/checkEvent';

/** A subject, by its id among those that a source keeps. */
export interface Reference {
  id: string;
  source: string;
}

/** A subject as contents name it. */
interface Named {
  id: string;
  /** Without it, who sent the event keeps it. */
  source?: string;
}

/** What `subject.content` may hold, over all types; which ones is checked. */
export interface Content {
  artifactId?: string;
  change?: Named;
  description?: string;
  environment?: Named;
  format?: string;
  labels?: string[];
  name?: string;
  outcome?: string;
  outputType?: string;
  owner?: string;
  pipelineName?: string;
  pipelineRun?: Named;
  repository?: Named;
  resolution?: string;
  service?: Named;
  summary?: string;
  taskName?: string;
  testCase?: { id: string; name?: string; type?: string };
  testCaseRun?: Named;
  testSuite?: { id: string; name?: string };
  testSuiteRun?: Named;
  ticketType?: string;
  ticketURI?: string;
  uri?: string;
  /** What `uri` was called before 0.5. */
  url?: string;
  viewUrl?: string;
}

/** An event that is as it must be. */
export interface CdEvent {
  /** Subject and predicate, e.g. `change.merged`; or `custom`. */
  name: string;
  /** In full, e.g. `dev.cdevents.change.merged.0.3.0`. */
  type: string;
  id: string;
  source: string;
  /** When it says that it happened. */
  at: string;
  subject: Reference;
  content: Content;
  /** Ids of events that it is linked to: before it, or related. */
  links: string[];
}

/** https://github.com/cdevents/spec/blob/v0.5.1/links.md */
interface Link {
  /** Of `PATH`, and of `END` where a path ends: the event before. */
  from?: { contextId: string };
  /** Of `RELATION`. */
  target?: { contextId: string };
}

interface Wire {
  context: {
    id: string;
    source: string;
    type: string;
    timestamp: string;
    links?: Link[];
  };
  subject: { id: string; source?: string; content: Content };
}

const MAX_LINKS = 20;

function linksOf({ links = [] }: Wire['context']): string[] {
  const ids = links.flatMap(({ from, target }) => from ?? target ?? []);
  const distinct = new Set(ids.map(({ contextId }) => contextId));
  return [...distinct].sort().slice(0, MAX_LINKS);
}

/**
 * An event, held to its type.
 *
 * @throws EventError
 */
export function readEvent(value: unknown): CdEvent {
  const name = checkEvent(value);
  const { context, subject } = value as Wire;
  const at = toInstant(context.timestamp);
  if (at === undefined) {
    // E.g. a leap second, which RFC 3339 has and our times have not.
    throw new EventError(
      'context.timestamp',
      'The field "context.timestamp" must be a time of the years 0 to 9999, without leap seconds',
    );
  }
  return {
    name,
    type: context.type,
    id: context.id,
    source: context.source,
    at,
    subject: { id: subject.id, source: subject.source || context.source },
    links: linksOf(context),
    // Older ones may say `null` where nothing is said.
    content: Object.fromEntries(
      Object.entries(subject.content).filter(([, given]) => given !== null),
    ),
  };
}

/** A subject that a content names, and who keeps it. */
export function referenceTo(named: Named, { source }: CdEvent): Reference {
  return { id: named.id, source: named.source || source };
}
