/**
 * What the tests of the suite's backends have in common.
 *
 * @packageDocumentation
 */

export * from './columns';
export * from './databases';
export * from './documents';
export * from './killable';
export * from './migrations';
export * from './openapi';
export * from './plans';
export * from './portal';
export * from './routes';
export type { DatabaseConfig, SharedDatabaseWork } from './sharedDatabases';
export * from './traceBackend';
