export * from './checkpoint';
export * from './HistoryImport';
export * from './instants';
export * from './notes';
export * from './progressOf';
export * from './unread';
