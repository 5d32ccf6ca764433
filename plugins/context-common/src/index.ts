/**
 * The context contract: what plugins answer about an entity, and what readers
 * are shown of it.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './changes';
export * from './erasure';
export * from './markdown';
export * from './parseSection';
export * from './permissions';
export * from './section';
export * from './urgency';
