export * from './TraceApi';
export * from './TraceClient';
