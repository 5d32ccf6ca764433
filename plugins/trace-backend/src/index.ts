/**
 * Keeps the delivery trace of catalog entities: inbox, facts, graph and
 * attribution.
 *
 * @packageDocumentation
 */

export { tracePlugin as default } from './plugin';
