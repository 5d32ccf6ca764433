export type { Item, Page } from './mergeFirstPage';
export * from './usePages';
export * from './useRepeat';
