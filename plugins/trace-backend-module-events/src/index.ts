/**
 * Backstage's events service as another way into the delivery trace.
 *
 * @packageDocumentation
 */

export { traceModuleEvents as default } from './module';
