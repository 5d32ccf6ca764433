/**
 * Deployments and git history from any sender, for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleRest as default } from './module';
