/**
 * PagerDuty for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModulePagerduty as default } from './module';
