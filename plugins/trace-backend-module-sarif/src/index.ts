/**
 * SARIF reports for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleSarif as default } from './module';
