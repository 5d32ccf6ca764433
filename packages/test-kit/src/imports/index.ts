/**
 * What an import runs in, without a database.
 *
 * @packageDocumentation
 */

export * from './quickTiming';
export * from './registersOf';
export * from './TestStore';
