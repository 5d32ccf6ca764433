export * from './ContextCard';
