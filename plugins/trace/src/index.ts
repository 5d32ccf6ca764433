/**
 * The Delivery and Flow tabs of entity pages, the Flow page and the Connections
 * page.
 *
 * @packageDocumentation
 */

export { tracePlugin as default } from './plugin';
export * from './api';
export { isDeliveryAvailable, isFlowAvailable } from './availability';
export { traceTranslationRef } from './translation';
