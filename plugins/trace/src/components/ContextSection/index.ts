export * from './ContextSection';
