export { ConnectGithub } from './ConnectGithub';
