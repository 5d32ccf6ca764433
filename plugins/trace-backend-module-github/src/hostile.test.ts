import { JsonObject } from '@backstage/types';
import { repositoryOfKey } from '@throughline/plugin-trace-common';
import { flawsOf, testHostilePayloads } from '@throughline/test-kit/hostile';
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

describe('hostile payloads', () => {
  testHostilePayloads({
    events: [...EVENTS.keys()],
    valid: VALID,
    normalise: deliver,
    flawsOf: outcome =>
      flawsOf(
        outcome,
        subject =>
          repositoryOfKey(subject) !== undefined ||
          // An image is the same wherever it is kept.
          /^artifact:pkg:oci\/[^@]+@/.test(subject),
      ),
    runs: { whole: 500, place: 2000 },
    required: 100,
  });
});
