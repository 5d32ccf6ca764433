export * from './failures';
export * from './GithubClients';
export * from './hosts';
export * from './requests';
