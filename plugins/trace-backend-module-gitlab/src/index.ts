/**
 * GitLab webhooks and history for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleGitlab as default } from './module';
