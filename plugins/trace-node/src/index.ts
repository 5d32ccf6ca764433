/**
 * Extension points of the trace plugin: what a connector implements.
 *
 * @packageDocumentation
 */

export * from './commits';
export * from './connector';
export * from './extensions';
export * from './fields';
export * from './history';
export * from './imports';
export * from './intake';
export * from './jsonBody';
export * from './normalised';
export * from './readPayload';
export * from './verifyToken';
