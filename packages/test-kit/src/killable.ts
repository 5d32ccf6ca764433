import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { buildSync } from 'esbuild';
import { Knex } from 'knex';
import { ChildProcess, fork } from 'node:child_process';

/**
 * What a program is told that kills itself at a statement: as JSON in the
 * environment, as `KILL_ORDER`.
 */
export interface KillOrder {
  database: Knex.Config;
  /** Dies instead of this statement; counted from 1. Missing: lives. */
  killAt?: number;
}

/**
 * Bundles a program: starting it often from source would take long.
 *
 * @param options - `source`: in the package, e.g. `src/killable.ts`; `name`:
 *   one that no test running at the same time gives
 * @returns where the bundle is
 */
export function bundleKillable(options: {
  packageName: string;
  source: string;
  name: string;
}): string {
  const { packageName, source, name } = options;
  const program = resolvePackagePath(packageName, '.cache', `${name}.js`);
  buildSync({
    entryPoints: [resolvePackagePath(packageName, source)],
    bundle: true,
    platform: 'node',
    outfile: program,
    external: ['knex', 'better-sqlite3', 'pg', 'express'],
  });
  return program;
}

/** Begins a life of the program. */
export function startKillable(program: string, order: KillOrder): ChildProcess {
  return fork(program, {
    execArgv: [],
    env: { ...process.env, KILL_ORDER: JSON.stringify(order) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
