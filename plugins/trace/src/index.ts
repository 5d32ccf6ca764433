/**
 * The Delivery tab of entity pages and the Connections page.
 *
 * @packageDocumentation
 */

export { tracePlugin as default } from './plugin';
export * from './api';
export { isDeliveryAvailable } from './availability';
export { traceTranslationRef } from './translation';
