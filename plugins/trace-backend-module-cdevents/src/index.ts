/**
 * CDEvents for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleCdevents as default } from './module';
