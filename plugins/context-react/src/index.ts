/**
 * What the pages of the suite share, and how a plugin takes part in the context
 * view.
 *
 * @packageDocumentation
 */

export * from './errors';
export * from './hooks';
export * from './parts';
export * from './section';
export { partsTranslationRef } from './translation';
