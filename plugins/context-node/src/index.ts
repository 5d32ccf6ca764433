/**
 * What a backend plugin needs to take part in the unified view.
 *
 * @packageDocumentation
 */

export * from './contextSignal';
export * from './createContextRouter';
