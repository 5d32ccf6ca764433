import {
  address,
  closed,
  looseReference,
  name,
  oneOf,
  open,
  reference,
  Schema,
  source,
  text,
  texts,
} from './parts';

/** What an event of one type holds besides its context. */
export interface EventType {
  /** The version of the type in CDEvents 0.5.1. */
  version: string;
  /** Of `subject.content`. */
  content: Schema;
  /** Events about tests take any text for a source. */
  looseSource?: boolean;
  /** The kind of subject, where the specification still takes it. */
  subjectType?: string;
}

const OUTCOME = oneOf('success', 'failure', 'cancel', 'error');
const SEVERITY = oneOf('low', 'medium', 'high', 'critical');

const inRepository = closed({ repository: reference });
const sbom = closed({ uri: source }, ['uri']);
const run = { pipelineName: text, uri: address };
const task = { taskName: text, uri: address, pipelineRun: reference };
const environment = closed({ name: text, uri: address });
const repository = { name: text, owner: text, uri: address, viewUrl: address };
const inEnvironment = { environment: reference };
const deployed = closed({ ...inEnvironment, artifactId: name }, [
  'environment',
  'artifactId',
]);
const incident = {
  description: text,
  environment: reference,
  service: reference,
  artifactId: name,
};
const ticket = {
  summary: text,
  ticketType: text,
  group: text,
  creator: name,
  assignees: texts,
  priority: text,
  labels: texts,
  milestone: text,
  uri: source,
};

const trigger = open({
  type: oneOf('manual', 'pipeline', 'event', 'schedule', 'other'),
  uri: address,
});
const testCase = closed(
  {
    id: name,
    version: text,
    name: text,
    type: oneOf(
      'performance',
      'functional',
      'unit',
      'security',
      'compliance',
      'integration',
      'e2e',
      'other',
    ),
    uri: address,
  },
  ['id'],
);
const testSuite = closed(
  { id: name, version: text, name: text, uri: address },
  ['id'],
);
const caseRun = {
  environment: reference,
  testSuiteRun: looseReference,
  testCase,
};
const suiteRun = { environment: reference, testSuite };
const result = { outcome: OUTCOME, severity: SEVERITY, reason: text };

const type = (version: string, content: Schema): EventType => ({
  version,
  content,
});
const test = (version: string, content: Schema): EventType => ({
  ...type(version, content),
  looseSource: true,
});

/**
 * The types of CDEvents 0.5.1, by subject and predicate.
 * https://github.com/cdevents/spec/tree/v0.5.1
 */
export const EVENT_TYPES: ReadonlyMap<string, EventType> = new Map([
  ['artifact.deleted', type('0.2.0', closed({ user: name }))],
  ['artifact.downloaded', type('0.2.0', closed({ user: name }))],
  [
    'artifact.packaged',
    type('0.3.0', closed({ change: reference, sbom }, ['change'])),
  ],
  ['artifact.published', type('0.3.0', closed({ sbom, user: name }))],
  [
    'artifact.signed',
    type('0.3.0', closed({ signature: name }, ['signature'])),
  ],
  ['branch.created', type('0.3.0', inRepository)],
  ['branch.deleted', type('0.3.0', inRepository)],
  ['build.finished', type('0.3.0', closed({ artifactId: text }))],
  ['build.queued', type('0.3.0', closed({}))],
  ['build.started', type('0.3.0', closed({}))],
  ['change.abandoned', type('0.3.0', inRepository)],
  [
    'change.created',
    type('0.4.0', closed({ description: name, repository: reference })),
  ],
  ['change.merged', type('0.3.0', inRepository)],
  ['change.reviewed', type('0.3.0', inRepository)],
  ['change.updated', type('0.3.0', inRepository)],
  ['environment.created', type('0.3.0', environment)],
  ['environment.deleted', type('0.3.0', closed({ name: text }))],
  ['environment.modified', type('0.3.0', environment)],
  ['incident.detected', type('0.3.0', closed(incident, ['environment']))],
  [
    'incident.reported',
    type(
      '0.3.0',
      closed({ ...incident, ticketURI: { ...address, minLength: 1 } }, [
        'environment',
        'ticketURI',
      ]),
    ),
  ],
  ['incident.resolved', type('0.3.0', closed(incident, ['environment']))],
  [
    'pipelinerun.finished',
    type('0.3.0', closed({ ...run, outcome: OUTCOME, errors: text })),
  ],
  ['pipelinerun.queued', type('0.3.0', closed(run))],
  ['pipelinerun.started', type('0.3.0', closed(run, ['pipelineName', 'uri']))],
  [
    'repository.created',
    type('0.3.0', closed({ ...repository, name }, ['name', 'uri'])),
  ],
  ['repository.deleted', type('0.3.0', closed(repository))],
  ['repository.modified', type('0.3.0', closed(repository))],
  ['service.deployed', type('0.3.0', deployed)],
  ['service.published', type('0.3.0', closed(inEnvironment))],
  ['service.removed', type('0.3.0', closed(inEnvironment))],
  ['service.rolledback', type('0.3.0', deployed)],
  ['service.upgraded', type('0.3.0', deployed)],
  [
    'taskrun.finished',
    type('0.3.0', closed({ ...task, outcome: text, errors: text })),
  ],
  ['taskrun.started', type('0.3.0', closed(task))],
  [
    'testcaserun.finished',
    test(
      '0.3.0',
      closed({ ...caseRun, ...result }, ['outcome', 'environment']),
    ),
  ],
  [
    'testcaserun.queued',
    test('0.3.0', closed({ ...caseRun, trigger }, ['environment'])),
  ],
  ['testcaserun.skipped', test('0.2.0', closed({ ...caseRun, reason: text }))],
  [
    'testcaserun.started',
    test('0.3.0', closed({ ...caseRun, trigger }, ['environment'])),
  ],
  [
    'testoutput.published',
    test(
      '0.3.0',
      closed(
        {
          outputType: oneOf('report', 'video', 'image', 'log', 'other'),
          format: text,
          uri: address,
          testCaseRun: looseReference,
        },
        ['outputType', 'format'],
      ),
    ),
  ],
  [
    'testsuiterun.finished',
    test(
      '0.3.0',
      closed({ ...suiteRun, ...result }, ['outcome', 'environment']),
    ),
  ],
  [
    'testsuiterun.queued',
    test('0.3.0', closed({ ...suiteRun, trigger }, ['environment'])),
  ],
  [
    'testsuiterun.started',
    test('0.3.0', closed({ ...suiteRun, trigger }, ['environment'])),
  ],
  [
    'ticket.closed',
    {
      ...type(
        '0.2.0',
        closed({ ...ticket, resolution: name, updatedBy: text }, [
          'uri',
          'resolution',
        ]),
      ),
      subjectType: 'ticket',
    },
  ],
  [
    'ticket.created',
    type('0.2.0', closed(ticket, ['summary', 'creator', 'uri'])),
  ],
  [
    'ticket.updated',
    type('0.2.0', closed({ ...ticket, updatedBy: text }, ['uri'])),
  ],
]);
