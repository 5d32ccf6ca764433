/*
 * What is taken from the demo organisation: its payloads, and how a change goes
 * its way. The demo exports only what a backend installs, and nothing else
 * needs its generator, so it is reached into here and nowhere else.
 */
/* eslint-disable @backstage/no-forbidden-package-imports */
/* eslint-disable @backstage/no-mixed-plugin-imports */
export { Change } from '@throughline/demo/src/generator/change';
export type { CommitPlan, Step } from '@throughline/demo/src/generator/change';
export { createClock } from '@throughline/demo/src/generator/clock';
export type { Clock } from '@throughline/demo/src/generator/clock';
export type { GithubDelivery } from '@throughline/demo/src/generator/delivery';
export { Deployer } from '@throughline/demo/src/generator/deployer';
export { Forge } from '@throughline/demo/src/generator/forge';
export { idOf } from '@throughline/demo/src/generator/identifiers';
export {
  checkRunPayload,
  workflowJobPayload,
  workflowRunPayload,
} from '@throughline/demo/src/generator/payloads/checks';
export type { WorkflowAttempt } from '@throughline/demo/src/generator/payloads/checks';
export type { TestedCommit } from '@throughline/demo/src/generator/forge';
export type { Issue } from '@throughline/demo/src/generator/payloads/issue';
export type { Commit } from '@throughline/demo/src/generator/payloads/push';
export { createRandom } from '@throughline/demo/src/generator/random';
export type { Random } from '@throughline/demo/src/generator/random';
export { engineersOf } from '@throughline/demo/src/organisation/people';
export { OWNER } from '@throughline/demo/src/organisation/repositories';
export type { DemoRepository } from '@throughline/demo/src/organisation/repositories';
