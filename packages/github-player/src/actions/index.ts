export * from './checks';
export { addCommit, pushCommits } from './commits';
export * from './deployments';
export * from './issues';
export * from './merges';
export type { Place } from './Place';
export * from './pulls';
export * from './releases';
