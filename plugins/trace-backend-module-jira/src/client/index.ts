export * from './failures';
export * from './JiraClient';
