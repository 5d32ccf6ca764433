/**
 * Jira for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleJira as default } from './module';
