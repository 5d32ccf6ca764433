/**
 * JUnit XML reports for the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleJunit as default } from './module';
