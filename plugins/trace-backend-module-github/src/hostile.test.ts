import { JsonObject, JsonValue } from '@backstage/types';
import { repositoryOfKey, toInstant } from '@throughline/plugin-trace-common';
import { Normalised, NormaliseError } from '@throughline/plugin-trace-node';
import fc from 'fast-check';
import {
  advisoryEvent,
  codeAlertEvent,
  dependabotAlertEvent,
  secretAlertEvent,
} from './__testUtils__/alertPayloads';
import { deliver } from './__testUtils__/deliver';
import {
  checkRunEvent,
  checkSuiteEvent,
  commit,
  createEvent,
  deploymentEvent,
  deploymentStatusEvent,
  issueEvent,
  packageEvent,
  pullEvent,
  pushEvent,
  releaseEvent,
  reviewEvent,
  workflowJobEvent,
  workflowRunEvent,
} from './__testUtils__/payloads';
import { EVENTS } from './events';

const VALID: Record<string, JsonObject[]> = {
  check_run: [checkRunEvent('completed')],
  check_suite: [checkSuiteEvent('completed')],
  code_scanning_alert: [codeAlertEvent('created')],
  create: [createEvent('tag')],
  dependabot_alert: [dependabotAlertEvent()],
  deployment: [deploymentEvent()],
  deployment_status: [deploymentStatusEvent('success')],
  issues: [issueEvent('opened'), issueEvent('closed')],
  package: [packageEvent()],
  pull_request: [pullEvent('opened'), pullEvent('closed')],
  pull_request_review: [reviewEvent('submitted'), reviewEvent('dismissed')],
  push: [
    pushEvent([commit('a'), commit('b')]),
    pushEvent([], { ref: 'refs/tags/v1', head_commit: commit('a') }),
  ],
  registry_package: [packageEvent({}, {}, 'registry_package')],
  release: [releaseEvent('published')],
  repository_advisory: [advisoryEvent('reported', 'triage')],
  secret_scanning_alert: [secretAlertEvent('created')],
  workflow_job: [workflowJobEvent('completed')],
  workflow_run: [workflowRunEvent('completed')],
};

type Path = Array<string | number>;

function pathsIn(value: JsonValue | undefined, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const children = Object.entries(value).flatMap(([key, child]) =>
    pathsIn(child, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length > 0 ? [at, ...children] : children;
}

/** `commits[0].id` */
function textOf(path: Path): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}

/** A copy with another value, or none, at a path. */
function changed(payload: JsonObject, path: Path, value: unknown): JsonObject {
  const copy = JSON.parse(JSON.stringify(payload)) as JsonObject;
  let holder = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) {
    holder = holder[part] as Record<string | number, unknown>;
  }
  holder[path[path.length - 1]] = value;
  return copy;
}

async function outcomeOf(
  event: string,
  payload: unknown,
): Promise<Normalised | NormaliseError> {
  try {
    return await deliver(event, payload);
  } catch (error) {
    if (error instanceof NormaliseError) return error;
    throw error;
  }
}

/** What is wrong with an outcome; every one must be kept and shown. */
function flawsOf(outcome: Normalised | NormaliseError): string[] {
  if (outcome instanceof NormaliseError) {
    return outcome.path && outcome.message ? [] : ['fails without saying why'];
  }
  if (outcome.outcome === 'ignored') {
    return outcome.reason.endsWith('.') ? [] : ['ignored without a sentence'];
  }
  return outcome.facts.flatMap(({ subject, at, rank, attributes }) => [
    // An image is the same wherever it is kept.
    ...(repositoryOfKey(subject) || /^artifact:pkg:oci\/[^@]+@/.test(subject)
      ? []
      : [`subject ${subject}`]),
    ...(toInstant(at) === at ? [] : [`time ${at}`]),
    ...(Number.isInteger(rank) ? [] : [`rank ${rank}`]),
    // PostgreSQL refuses both, and JSON spells them like this.
    ...(/\\u0000|\\ud[89a-f]/.test(JSON.stringify([subject, attributes]))
      ? ['text that a store refuses']
      : []),
  ]);
}

const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\0',
    'x\ud800',
    '',
    -1,
    1.5,
    1e300,
    '9999-12-31T23:59:59-14:00',
    '0000-01-01T00:00:00+14:00',
    'https://u:p@host:99999/a/b',
  ),
);

describe('hostile payloads', () => {
  it('has a valid payload of every event to start from', async () => {
    expect(Object.keys(VALID).sort()).toEqual([...EVENTS.keys()].sort());
    for (const [event, payloads] of Object.entries(VALID)) {
      for (const payload of payloads) {
        expect(await outcomeOf(event, payload)).toMatchObject({
          outcome: 'facts',
        });
      }
    }
  });

  it('are facts, ignored with a reason, or fail with a path: any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...EVENTS.keys()),
        fc.jsonValue(),
        async (event, payload) => {
          // Anything but an object never gets past `identify`.
          const outcome = await outcomeOf(event, { ...Object(payload) });
          expect(flawsOf(outcome)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are the same: any JSON anywhere in a valid payload', async () => {
    const anyPlace = fc
      .constantFrom(
        ...Object.entries(VALID).flatMap(([event, payloads]) =>
          payloads.map(payload => ({ event, payload })),
        ),
      )
      .chain(({ event, payload }) =>
        fc.record({
          event: fc.constant(event),
          payload: fc.constant(payload),
          path: fc.constantFrom(...pathsIn(payload)),
          value: anyValue,
        }),
      );
    await fc.assert(
      fc.asyncProperty(anyPlace, async ({ event, payload, path, value }) => {
        const outcome = await outcomeOf(event, changed(payload, path, value));
        expect(flawsOf(outcome)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('fail at what is missing, when it has to be there', async () => {
    const failed: string[] = [];
    const missing: string[] = [];
    for (const [event, payloads] of Object.entries(VALID)) {
      for (const payload of payloads) {
        for (const path of pathsIn(payload)) {
          const damaged = changed(payload, path, undefined);
          const outcome = await outcomeOf(event, damaged);
          if (outcome instanceof NormaliseError) {
            failed.push(`${event}: ${outcome.path}`);
            missing.push(`${event}: ${textOf(path)}`);
          }
        }
      }
    }
    expect(failed).toEqual(missing);
    expect(failed.length).toBeGreaterThan(100);
  });
});
