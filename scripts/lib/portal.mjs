import { existsSync } from 'node:fs';
import { inRepository } from './paths.mjs';

/** Where the portal in development is. */
export const APP = { port: 3000, url: 'http://localhost:3000' };
/** Where its backend is. */
export const BACKEND = { port: 7007, url: 'http://localhost:7007' };

/** The command line of Backstage in this repository. */
export const backstageCli = inRepository(
  'node_modules',
  '@backstage',
  'cli',
  'bin',
  'backstage-cli',
);

/** `--config` arguments of the portal in development, the last one wins. */
export function configArgs({ demo }) {
  const files = ['app-config.yaml'];
  if (demo) files.push('app-config.demo.yaml');
  if (existsSync(inRepository('app-config.local.yaml'))) {
    files.push('app-config.local.yaml');
  }
  return files.flatMap(file => ['--config', inRepository(file)]);
}
