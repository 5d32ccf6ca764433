export * from './CommitGraph';
export { CommitTable } from './CommitTable';
