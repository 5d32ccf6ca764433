/**
 * Types, permissions and pure functions that both sides of the trace plugin use.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './api';
export * from './authorship';
export * from './commitMessage';
export * from './commits';
export * from './context';
export * from './decisions';
export * from './deployments';
export * from './environments';
export * from './erasure';
export * from './events';
export * from './facts';
export * from './findings';
export * from './flakes';
export * from './flow/api';
export * from './flow/computeFlow';
export * from './flow/csv';
export * from './flow/delivered';
export * from './flow/facts';
export * from './flow/failures';
export * from './flow/figureRows';
export * from './flow/groups';
export * from './flow/metricRows';
export * from './flow/metrics';
export * from './flow/stageFigures';
export * from './flow/stageIntervals';
export * from './flow/statistics';
export * from './flow/undeployed';
export * from './flow/weeks';
export * from './githubConnection';
export * from './keys';
export * from './mentions';
export * from './nodes';
export * from './permissions';
export * from './relands';
export * from './releases';
export * from './text';
export * from './unowned';
export * from './words';
