/**
 * What an import runs in without a database, and what a module brings.
 *
 * @packageDocumentation
 */

export * from './broughtBy';
export * from './kindsWhere';
export * from './quickTiming';
export * from './registersOf';
export * from './TestStore';
