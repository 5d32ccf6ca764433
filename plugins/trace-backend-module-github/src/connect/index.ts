export * from './connectGithub';
