export * from './ContextContent';
