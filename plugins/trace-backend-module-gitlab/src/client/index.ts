export * from './failures';
export * from './GitlabClient';
export * from './GitlabClients';
export * from './hosts';
