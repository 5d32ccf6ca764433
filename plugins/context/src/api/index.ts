export * from './ContextApi';
export * from './ContextClient';
