/**
 * Keeps what plugins know of entities, every revision of it, and shows readers
 * what they may see of it.
 *
 * @packageDocumentation
 */

export { contextPlugin as default } from './plugin';
