import { EventNormaliser } from '../result';
import { checkRun } from './checkRun';
import { checkSuite } from './checkSuite';
import { codeScanningAlert } from './codeScanningAlert';
import { create } from './create';
import { dependabotAlert } from './dependabotAlert';
import { deployment } from './deployment';
import { deploymentStatus } from './deploymentStatus';
import { issues } from './issues';
import { packageEvent, registryPackageEvent } from './packages';
import { pullRequest } from './pullRequest';
import { pullRequestReview } from './pullRequestReview';
import { push } from './push';
import { release } from './release';
import { repositoryAdvisory } from './repositoryAdvisory';
import { secretScanningAlert } from './secretScanningAlert';
import { workflowJob } from './workflowJob';
import { workflowRun } from './workflowRun';

/** The events that are read, by GitHub's names. */
export const EVENTS: ReadonlyMap<string, EventNormaliser> = new Map([
  ['check_run', checkRun],
  ['check_suite', checkSuite],
  ['code_scanning_alert', codeScanningAlert],
  ['create', create],
  ['dependabot_alert', dependabotAlert],
  ['deployment', deployment],
  ['deployment_status', deploymentStatus],
  ['issues', issues],
  ['package', packageEvent],
  ['pull_request', pullRequest],
  ['pull_request_review', pullRequestReview],
  ['push', push],
  ['registry_package', registryPackageEvent],
  ['release', release],
  ['repository_advisory', repositoryAdvisory],
  ['secret_scanning_alert', secretScanningAlert],
  ['workflow_job', workflowJob],
  ['workflow_run', workflowRun],
]);
