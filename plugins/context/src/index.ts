/**
 * The Context tab and the context card of entity pages.
 *
 * @packageDocumentation
 */

export { contextPlugin as default } from './plugin';
export * from './api';
export { isContextAvailable } from './availability';
export { contextTranslationRef } from './translation';
