/**
 * Git repositories for tests.
 *
 * @packageDocumentation
 */

export { fastImport, type SyntheticHistory } from './fastImport';
export { TestRepository } from './testRepository';
