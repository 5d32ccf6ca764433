/**
 * GitHub webhooks for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleGithub as default } from './module';
