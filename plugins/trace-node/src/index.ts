/**
 * Extension points of the trace plugin: what a connector implements.
 *
 * @packageDocumentation
 */

export * from './connector';
export * from './extensions';
export * from './history';
export * from './imports';
export * from './intake';
export * from './normalised';
export * from './readPayload';
export * from './verifyToken';
