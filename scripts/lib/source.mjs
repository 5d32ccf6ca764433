import { inRepository } from './paths.mjs';
import { start } from './processes.mjs';

/** Starts a backend from its sources, as development does, without watching. */
export function startSource(folder, file, { configs, output }) {
  return start(
    process.execPath,
    [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      file,
      ...configs.flatMap(config => ['--config', config]),
    ],
    {
      cwd: inRepository(folder),
      stdio: ['ignore', output, output],
      env: { ...process.env, NODE_ENV: 'development' },
    },
  );
}
