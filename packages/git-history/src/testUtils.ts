/**
 * Git repositories for tests.
 *
 * @packageDocumentation
 */

export { fastImport, type SyntheticHistory } from './__testUtils__/fastImport';
export { TestRepository } from './__testUtils__/testRepository';
