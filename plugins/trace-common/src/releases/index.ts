export { isTestPath } from './testPaths';
export * from './ticketsPerRelease';
