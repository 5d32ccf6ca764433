/**
 * Git history for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleGit as default } from './module';
