/**
 * The context contract: what plugins answer about an entity, and what readers
 * are shown of it.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './section';
